-- What people send to be shown with statuses.
create table media (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  -- The status that shows it; it may be written later in the same transaction.
  status_id bigint references statuses (id) deferrable initially deferred,
  state text not null,
  kind text not null,
  description text,
  focus jsonb,
  source_key text,
  source_format text,
  made jsonb,
  created_at timestamptz(3) not null,
  -- Since when no status shows it.
  unattached_since timestamptz(3),
  -- Of one that is being made something of.
  next_at timestamptz(3),
  token uuid,
  attempts integer not null default 0
);

-- All that an account has sent goes with it.
create index media_account on media (account_id);
-- What a status shows goes with it.
create index media_status on media (status_id) where status_id is not null;
-- What no status shows for a day is taken away.
create index media_unattached on media (unattached_since) where status_id is null;
-- What waits for something to be made of it.
create index media_waiting on media (next_at) where state = 'processing';

-- Files that nobody needs any more, until they are seen to be gone.
create table discarded_files (
  key text primary key,
  next_at timestamptz(3) not null,
  attempts integer not null default 0
);

-- What is to be tried, the longest due first.
create index discarded_files_due on discarded_files (next_at);
