-- When a remote status was last changed, as far as that was heard, also where the change was none to be seen.
alter table statuses add column heard_at timestamptz(3);
