create table statuses (
  id bigint primary key,
  uri text not null,
  url text,
  account_id bigint not null references accounts (id) on delete cascade,
  boost_of bigint references statuses (id) on delete cascade,
  text text,
  content text not null,
  spoiler_text text not null,
  sensitive boolean not null,
  language text,
  visibility text not null check (visibility in ('public', 'unlisted', 'private', 'direct')),
  in_reply_to bigint references statuses (id) on delete set null,
  in_reply_to_account bigint,
  in_reply_to_uri text,
  conversation text not null,
  emojis jsonb not null,
  media jsonb not null,
  app_id bigint,
  -- Whether the author lives here; authors never move, so timelines need not ask the accounts.
  local boolean not null,
  created_at timestamptz(3) not null,
  edited_at timestamptz(3),
  deleted_at timestamptz(3),
  replies_count integer not null default 0 check (replies_count >= 0),
  boosts_count integer not null default 0 check (boosts_count >= 0),
  favourites_count integer not null default 0 check (favourites_count >= 0)
) with (fillfactor = 85);

-- An address is used once, also by what is deleted.
create unique index statuses_uri on statuses (uri);
-- One standing boost of a status by an account; also who boosted what.
create unique index statuses_boost_once on statuses (account_id, boost_of)
  where boost_of is not null and deleted_at is null;
-- Boosts of a status, newest first, and its removal with them.
create index statuses_boosts on statuses (boost_of, id desc) where boost_of is not null and deleted_at is null;
-- An account's statuses, and each author's part of a home timeline.
create index statuses_account on statuses (account_id, id desc) where deleted_at is null;
-- Replies to a status, deleted ones too: a thread passes through them.
create index statuses_replies on statuses (in_reply_to, id) where in_reply_to is not null;
-- Replies that wait for their parent.
create index statuses_waiting on statuses (in_reply_to_uri) where in_reply_to_uri is not null;
-- The public timelines: everybody's, and of those who live here.
create index statuses_public on statuses (id desc)
  where visibility = 'public' and boost_of is null and deleted_at is null
    and (in_reply_to_account = account_id or (in_reply_to is null and in_reply_to_uri is null));
create index statuses_public_local on statuses (id desc)
  where local and visibility = 'public' and boost_of is null and deleted_at is null
    and (in_reply_to_account = account_id or (in_reply_to is null and in_reply_to_uri is null));

-- How many statuses were written here, which every visitor of the instance's page asks for.
create index statuses_local on statuses (id) where local and boost_of is null and deleted_at is null;

create table status_edits (
  id bigint generated always as identity primary key,
  status_id bigint not null references statuses (id) on delete cascade,
  content text not null,
  spoiler_text text not null,
  sensitive boolean not null,
  emojis jsonb not null,
  media jsonb not null,
  at timestamptz(3) not null
);

-- The history of one status in order.
create index status_edits_status on status_edits (status_id, id);

create table status_mentions (
  status_id bigint not null references statuses (id) on delete cascade,
  account_id bigint not null,
  place smallint not null,
  -- Answers "does it mention the reader" and gathers a status's mentions.
  primary key (status_id, account_id)
);

create table tags (
  id bigint generated always as identity primary key,
  name text not null
);

-- A tag is one row, whoever uses it first.
create unique index tags_name on tags (name);
-- Search by the beginning.
create index tags_name_start on tags (name text_pattern_ops);

create table status_tags (
  status_id bigint not null references statuses (id) on delete cascade,
  tag_id bigint not null references tags (id),
  place smallint not null,
  -- Gathers a status's tags.
  primary key (status_id, tag_id)
);

-- A tag's timeline, newest first, and its use day by day.
create index status_tags_tag on status_tags (tag_id, status_id desc);

-- Addresses of what was deleted before it came.
create table buried_uris (
  uri text primary key,
  at timestamptz(3) not null
);

create table idempotency_keys (
  account_id bigint not null references accounts (id) on delete cascade,
  key text not null,
  status_id bigint not null,
  fingerprint text not null,
  at timestamptz(3) not null,
  primary key (account_id, key)
);

-- Sweeping out what is older than a day.
create index idempotency_keys_at on idempotency_keys (at);
