-- The address goes along with the id, so that a profile can say where its owner went without another look.
alter table accounts add column moved_to_uri text;

create table moves (
  account_id bigint primary key references accounts (id) on delete cascade,
  target_id bigint not null references accounts (id) on delete cascade,
  at timestamptz(3) not null
);
