create table accounts (
  id bigint primary key,
  username text not null,
  domain text,
  uri text not null,
  url text not null,
  kind text not null check (kind in ('person', 'service', 'group', 'organization', 'application')),
  display_name text not null,
  note text not null,
  fields jsonb not null,
  avatar_url text,
  header_url text,
  locked boolean not null,
  discoverable boolean not null,
  indexable boolean not null,
  hide_collections boolean not null,
  inbox text not null,
  shared_inbox text,
  outbox text,
  followers text,
  following text,
  featured text,
  created_at timestamptz(3) not null,
  fetched_at timestamptz(3),
  suspended_at timestamptz(3),
  deleted_at timestamptz(3),
  last_status_at timestamptz(3),
  statuses_count integer not null default 0 check (statuses_count >= 0),
  followers_count integer not null default 0 check (followers_count >= 0),
  following_count integer not null default 0 check (following_count >= 0)
) with (fillfactor = 80);

-- An actor is known by its address; the inbox looks one up for each activity.
create unique index accounts_uri on accounts (uri);
-- A handle is taken without regard to case. Also serves look-ups by handle.
create unique index accounts_handle on accounts (lower(username), lower(coalesce(domain, '')));
-- Search by the beginning of either name.
create index accounts_name_start on accounts (lower(username) text_pattern_ops);
create index accounts_display_name_start on accounts (lower(display_name) text_pattern_ops);
-- The admin's list of those who live here, a small part of the table.
create index accounts_local on accounts (id) where domain is null;

-- Apart from the profile, so that no statement about accounts ever carries a key. Private halves are sealed.
create table account_keys (
  account_id bigint primary key references accounts (id) on delete cascade,
  public_pem text not null,
  private_sealed text not null
);

-- A known text sealed under each key of the ring that was ever used here: proves at the start that the key is right.
create table secret_canaries (
  key_id text primary key,
  sealed text not null
);

create table follows (
  id bigint primary key,
  follower_id bigint not null references accounts (id) on delete cascade,
  followed_id bigint not null references accounts (id) on delete cascade,
  state text not null check (state in ('requested', 'accepted')),
  uri text not null,
  show_boosts boolean not null,
  notify boolean not null,
  languages text[],
  at timestamptz(3) not null
);

-- One row for a pair; answers "does A follow B" and gathers whom A follows for the home timeline.
create unique index follows_pair on follows (follower_id, followed_id);
-- Undo and Accept name a follow by its address.
create index follows_uri on follows (uri);
-- Lists of followers and of requests, newest first, and the fan-out to followers' inboxes.
create index follows_followed on follows (followed_id, state, id desc);
-- The list of those followed, newest first.
create index follows_follower on follows (follower_id, state, id desc);
