create table markers (
  account_id bigint not null references accounts (id) on delete cascade,
  timeline text not null check (timeline in ('home', 'notifications')),
  last_read_id text not null,
  version integer not null,
  at timestamptz(3) not null,
  -- The two of an account are read together.
  primary key (account_id, timeline)
);

create table conversations (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  -- Digest of the thread and of the others in it, whose addresses are longer than an index takes.
  key bytea not null,
  others bigint[] not null,
  last_status_id bigint not null,
  unread boolean not null
);

-- One row for an account, a thread and who takes part.
create unique index conversations_key on conversations (account_id, key);
-- An account's conversations, those with the newest statuses first.
create index conversations_account on conversations (account_id, last_status_id desc);

create table conversation_statuses (
  conversation_id bigint not null references conversations (id) on delete cascade,
  status_id bigint not null references statuses (id) on delete cascade,
  -- Finds the newest that is left.
  primary key (conversation_id, status_id)
);

-- A status that goes leaves the conversations that it is in.
create index conversation_statuses_status on conversation_statuses (status_id);
