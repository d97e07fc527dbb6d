create table private_notes (
  account_id bigint not null references accounts (id) on delete cascade,
  about_id bigint not null references accounts (id) on delete cascade,
  text text not null,
  at timestamptz(3) not null,
  -- Read with every relationship of the writer.
  primary key (account_id, about_id)
);

-- Whoever goes takes along what was noted about them.
create index private_notes_about on private_notes (about_id);

create table endorsements (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  target_id bigint not null references accounts (id) on delete cascade,
  at timestamptz(3) not null
);

-- One row for a pair, read with every relationship.
create unique index endorsements_pair on endorsements (account_id, target_id);
-- Whom an account shows, the last endorsed first.
create index endorsements_account on endorsements (account_id, id desc);
-- Whoever goes takes along that they were endorsed.
create index endorsements_target on endorsements (target_id);
