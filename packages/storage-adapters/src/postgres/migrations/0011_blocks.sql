create table blocks (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  target_id bigint not null references accounts (id) on delete cascade,
  uri text not null,
  at timestamptz(3) not null
);

-- One row for a pair; asked in both directions whenever somebody looks at somebody.
create unique index blocks_pair on blocks (account_id, target_id);
create index blocks_target on blocks (target_id, account_id);
-- Undo names a block by its address.
create index blocks_uri on blocks (uri);
-- The list of those blocked, newest first.
create index blocks_account on blocks (account_id, id desc);

create table blocked_domains (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  domain text not null,
  at timestamptz(3) not null
);

-- An account blocks a server once; the few rows of an account are read together.
create unique index blocked_domains_pair on blocked_domains (account_id, domain);

create table mutes (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  target_id bigint not null references accounts (id) on delete cascade,
  hides_notifications boolean not null,
  expires_at timestamptz(3),
  at timestamptz(3) not null
);

create unique index mutes_pair on mutes (account_id, target_id);
create index mutes_account on mutes (account_id, id desc);
create index mutes_target on mutes (target_id, id desc);
-- What has expired is swept out.
create index mutes_expiry on mutes (expires_at) where expires_at is not null;
