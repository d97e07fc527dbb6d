-- Null: let in, as everybody who was there before is.
alter table users add column waits_since timestamptz(3);

-- Who waits, who never proved an address, and who looks after the server: a few among many.
create index users_waiting on users (id) where waits_since is not null;
create index users_unconfirmed on users (created_at) where confirmed_at is null;
create index users_staff on users (id) where role <> 'user';

-- Leave to sign up, by the digest of its code.
create table invites (
  id bigint primary key,
  hash text not null,
  by_id bigint references accounts (id) on delete cascade,
  max_uses integer,
  uses integer not null default 0,
  expires_at timestamptz(3),
  at timestamptz(3) not null
);

-- Somebody comes with a code; and removing an account's invites.
create unique index invites_hash on invites (hash);
create index invites_by on invites (by_id) where by_id is not null;

-- How people came.
create table sign_ups (
  user_id bigint primary key references users (id) on delete cascade,
  app_id bigint references apps (id) on delete set null,
  reason text not null,
  invite_id bigint references invites (id) on delete set null,
  at timestamptz(3) not null
);

-- Removing an app, or an invite.
create index sign_ups_app on sign_ups (app_id) where app_id is not null;
create index sign_ups_invite on sign_ups (invite_id) where invite_id is not null;
