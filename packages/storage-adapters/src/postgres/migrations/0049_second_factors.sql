-- Apps that show codes, besides passwords: one for a user. Removed with the user by the primary key's own index.
create table second_factors (
  user_id bigint primary key references users (id) on delete cascade,
  secret_sealed text not null,
  enabled_at timestamptz(3),
  last_step bigint not null default 0,
  tries integer not null default 0,
  tries_since timestamptz(3),
  -- Digests of the codes that are left.
  recovery_codes text[] not null default '{}'
);
