create table pins (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  status_id bigint not null references statuses (id) on delete cascade,
  at timestamptz(3) not null
);

create unique index pins_pair on pins (account_id, status_id);
-- What an account shows first, the last pinned before the others.
create index pins_account on pins (account_id, id desc);
-- A status that goes takes its pin along.
create index pins_status on pins (status_id);

create table featured_tags (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  name text not null,
  at timestamptz(3) not null
);

-- The few of an account are read together.
create unique index featured_tags_pair on featured_tags (account_id, name);
