-- What people want to hear of whom; those who have said nothing have no row.
create table notification_policies (
  account_id bigint primary key references accounts (id) on delete cascade,
  not_following text not null,
  not_followers text not null,
  new_accounts text not null,
  private_mentions text not null,
  limited_accounts text not null
);

-- Whose news comes through whatever the policy says.
create table notification_permits (
  account_id bigint not null references accounts (id) on delete cascade,
  from_id bigint not null references accounts (id) on delete cascade,
  -- Of many readers, who lets one sender through.
  primary key (account_id, from_id)
);

-- Removing a sender.
create index notification_permits_from on notification_permits (from_id);

-- Whose news is held back, and would like to come through. What is held back is counted where it lies.
create table notification_requests (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  from_id bigint not null references accounts (id) on delete cascade,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  is_accepted boolean not null default false
);

-- One row for an account and a sender.
create unique index notification_requests_pair on notification_requests (account_id, from_id);
-- An account's requests, newest first.
create index notification_requests_account on notification_requests (account_id, id desc) where not is_accepted;
-- Whether something that was accepted is not told yet.
create index notification_requests_accepted on notification_requests (account_id) where is_accepted;
-- Removing a sender.
create index notification_requests_from on notification_requests (from_id);
