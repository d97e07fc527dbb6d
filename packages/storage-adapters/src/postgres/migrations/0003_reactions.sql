create table favourites (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  status_id bigint not null references statuses (id) on delete cascade,
  at timestamptz(3) not null
);

-- One row for a pair; also which of many an account likes.
create unique index favourites_pair on favourites (account_id, status_id);
-- What an account likes, newest first.
create index favourites_account on favourites (account_id, id desc);
-- Who likes a status, newest first.
create index favourites_status on favourites (status_id, id desc);

create table bookmarks (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  status_id bigint not null references statuses (id) on delete cascade,
  at timestamptz(3) not null
);

-- One row for a pair; also which of many an account keeps.
create unique index bookmarks_pair on bookmarks (account_id, status_id);
-- What an account keeps, newest first.
create index bookmarks_account on bookmarks (account_id, id desc);
-- Removing a status for good.
create index bookmarks_status on bookmarks (status_id);

create table notifications (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  from_id bigint not null references accounts (id) on delete cascade,
  type text not null check (type in ('mention', 'status', 'reblog', 'follow', 'follow_request', 'favourite', 'update')),
  status_id bigint,
  at timestamptz(3) not null
);

-- The same news is kept once. No status counts as status 0, since PostgreSQL 14 cannot hold two nulls for equal.
create unique index notifications_news on notifications (account_id, from_id, type, coalesce(status_id, 0));
-- An account's notifications, newest first.
create index notifications_account on notifications (account_id, id desc);
-- Taking back the news about a status.
create index notifications_status on notifications (status_id) where status_id is not null;
-- Removing an account takes back what it did.
create index notifications_from on notifications (from_id);
