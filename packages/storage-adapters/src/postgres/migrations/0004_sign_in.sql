create table users (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  email text not null,
  password_hash text not null,
  role text not null check (role in ('user', 'moderator', 'admin', 'owner')),
  confirmed_at timestamptz(3),
  disabled_at timestamptz(3),
  locale text not null,
  created_at timestamptz(3) not null,
  preferences jsonb not null
);

-- Signing in; an address of mail is taken without regard to case.
create unique index users_email on users (lower(email));
-- One user for an account.
create unique index users_account on users (account_id);

create table apps (
  id bigint primary key,
  client_id text not null,
  secret_hash text not null,
  name text not null,
  website text,
  redirect_uris text[] not null,
  scopes text[] not null,
  created_at timestamptz(3) not null
);

-- An app names itself by this.
create unique index apps_client on apps (client_id);

create table tokens (
  id bigint primary key,
  hash text not null,
  app_id bigint not null references apps (id) on delete cascade,
  user_id bigint references users (id) on delete cascade,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);

-- Each request of the API looks one up.
create unique index tokens_hash on tokens (hash);
-- Revoking all of a user's.
create index tokens_user on tokens (user_id) where user_id is not null;

create table authorization_codes (
  hash text primary key,
  app_id bigint not null references apps (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  redirect_uri text not null,
  scopes text[] not null,
  challenge text,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  token_id bigint
);

-- Sweeping out, and removing a user's.
create index authorization_codes_expiry on authorization_codes (expires_at);
create index authorization_codes_user on authorization_codes (user_id);

create table sessions (
  hash text primary key,
  user_id bigint not null references users (id) on delete cascade,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);

-- Signing a user out everywhere, and sweeping out.
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);
