-- When the links of a profile were last looked at; never, once its fields have changed.
alter table accounts add column links_checked_at timestamptz(3);
-- Those that are due: few accounts have fields.
create index accounts_links on accounts (links_checked_at nulls first) where fields <> '[]' and deleted_at is null;
