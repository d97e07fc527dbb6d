-- concurrently
-- A group, newest first, and the groups that news may join.
drop index concurrently if exists notifications_group;
create index concurrently notifications_group on notifications (account_id, group_key, id desc) where group_key is not null;
-- What is shown of an account's notifications, newest first: however much is held back, a page is read at once.
drop index concurrently if exists notifications_shown;
create index concurrently notifications_shown on notifications (account_id, id desc) where not filtered;
-- What is held back of one sender.
drop index concurrently if exists notifications_held_back;
create index concurrently notifications_held_back on notifications (account_id, from_id, id desc) where filtered;
