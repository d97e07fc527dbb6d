-- Where apps are reached while they sleep: one for a token. Its address and keys, and the token's secret, are sealed.
create table push_subscriptions (
  id bigint primary key generated always as identity,
  token_id bigint not null references tokens (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  sealed text not null,
  is_standard boolean not null,
  alerts text[] not null,
  policy text not null,
  at timestamptz(3) not null
);

create unique index push_subscriptions_token on push_subscriptions (token_id);
-- Whom to wake for an account's news, and which are the oldest.
create index push_subscriptions_account on push_subscriptions (account_id, id desc);

-- News that waits to be sent to an app.
create table pushes (
  id bigint primary key generated always as identity,
  subscription_id bigint not null references push_subscriptions (id) on delete cascade,
  -- No reference: news that was taken back meanwhile is found to be gone when it is to be sent.
  notification_id bigint not null,
  at timestamptz(3) not null,
  attempts integer not null default 0,
  next_at timestamptz(3) not null,
  claim uuid
);

-- What is due.
create index pushes_due on pushes (next_at, id);
-- Removing a subscription's.
create index pushes_subscription on pushes (subscription_id);

-- The pair by which push services know this server: one.
create table push_keys (
  only_one boolean primary key default true check (only_one),
  public_key text not null,
  private_sealed text not null
);
