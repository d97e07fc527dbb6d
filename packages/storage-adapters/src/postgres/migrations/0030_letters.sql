-- Letters that wait to be sent. They hold no secret: that of a link is made when its letter leaves.
create table letters (
  id bigint primary key,
  kind text not null,
  address text not null,
  -- Null where the user is gone already.
  user_id bigint references users (id) on delete cascade,
  locale text not null,
  details jsonb not null,
  at timestamptz(3) not null,
  attempts integer not null default 0,
  next_at timestamptz(3) not null,
  token uuid,
  reason text,
  dead_at timestamptz(3)
);

-- What is due, and what was given up.
create index letters_due on letters (next_at, id) where dead_at is null;
create index letters_dead on letters (dead_at) where dead_at is not null;
-- Removing a user's, and counting them.
create index letters_user on letters (user_id) where user_id is not null;

-- Secrets that let somebody do one thing for a short while: links of letters, and the time between two steps of a
-- sign-in. Their digests alone.
create table passes (
  hash text primary key,
  user_id bigint not null references users (id) on delete cascade,
  purpose text not null,
  address text,
  expires_at timestamptz(3) not null
);

-- Removing a user's, and sweeping out.
create index passes_user on passes (user_id);
create index passes_expiry on passes (expires_at);
