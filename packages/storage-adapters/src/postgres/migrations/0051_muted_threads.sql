create table muted_threads (
  account_id bigint not null references accounts (id) on delete cascade,
  conversation text not null,
  at timestamptz(3) not null,
  -- One row for a pair; asked whenever somebody is told something, and for each list that somebody reads.
  primary key (account_id, conversation)
);
