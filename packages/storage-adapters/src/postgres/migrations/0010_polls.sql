create table polls (
  status_id bigint primary key references statuses (id) on delete cascade,
  multiple boolean not null,
  hide_totals boolean not null,
  expires_at timestamptz(3),
  -- Null where another server does not say.
  voters_count integer check (voters_count >= 0),
  -- Set for polls of other servers alone: when they last told how it stands.
  fetched_at timestamptz(3),
  -- When others are to be told how it stands.
  tell_at timestamptz(3),
  closed_at timestamptz(3)
);

-- Whose new figures are due to be told.
create index polls_tell on polls (tell_at) where tell_at is not null;
-- Which have ended without being closed.
create index polls_ending on polls (expires_at) where closed_at is null and expires_at is not null;

create table poll_options (
  status_id bigint not null references polls (status_id) on delete cascade,
  place smallint not null,
  title text not null,
  votes_count integer not null default 0 check (votes_count >= 0),
  -- Gathers a poll's options.
  primary key (status_id, place)
);

create table poll_votes (
  id bigint generated always as identity primary key,
  status_id bigint not null,
  account_id bigint not null references accounts (id) on delete cascade,
  place smallint not null,
  at timestamptz(3) not null,
  foreign key (status_id, place) references poll_options (status_id, place) on delete cascade
);

-- An option once for an account; also what an account chose.
create unique index poll_votes_once on poll_votes (status_id, account_id, place);
-- Removing an account.
create index poll_votes_account on poll_votes (account_id);

-- The options that a former state of a status asked.
alter table status_edits add column poll_options text[];

alter table notifications drop constraint notifications_type_check;
alter table notifications add constraint notifications_type_check check (
  type in ('mention', 'status', 'reblog', 'follow', 'follow_request', 'favourite', 'update', 'poll')) not valid;
