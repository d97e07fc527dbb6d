-- What the operator has set while the server runs.
create table operator_settings (
  name text primary key,
  value text not null,
  at timestamptz(3) not null
);

create table rules (
  id bigint generated always as identity primary key,
  text text not null,
  hint text not null,
  at timestamptz(3) not null,
  -- Reports name rules, also those that hold no longer.
  removed_at timestamptz(3)
);

create table terms_of_service (
  effective_on date primary key,
  text text not null,
  published_at timestamptz(3) not null
);

-- Which users were here in a week.
create table user_weeks (
  week timestamptz(3) not null,
  user_id bigint not null references users (id) on delete cascade,
  -- Counts a week, which is also the oldest first for sweeping out.
  primary key (week, user_id)
);

-- Removing a user.
create index user_weeks_user on user_weeks (user_id);

create table instance_weeks (
  week timestamptz(3) primary key,
  statuses integer not null,
  logins integer not null,
  registrations integer not null,
  counted_at timestamptz(3) not null
);

alter table domain_rules add column is_obfuscated boolean not null default false;

-- How many signed up in a week.
create index users_created on users (created_at);
-- The domains that are known, one after the other, and by their beginning.
create index accounts_domain_bytes on accounts (domain collate "C") where domain is not null;
