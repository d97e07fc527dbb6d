create table lists (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  title text not null,
  replies_policy text not null check (replies_policy in ('followed', 'list', 'none')),
  exclusive boolean not null
);

-- The lists of an account in their order; also whether it has one that is exclusive.
create index lists_account on lists (account_id, id);

create table list_members (
  id bigint generated always as identity primary key,
  list_id bigint not null references lists (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  -- Why they may be in it; none for its owner. Whoever is followed no more leaves the list.
  follow_id bigint references follows (id) on delete cascade,
  at timestamptz(3) not null
);

-- One row for a pair; also whose statuses a list holds.
create unique index list_members_pair on list_members (list_id, account_id);
-- The members, the last taken in first.
create index list_members_list on list_members (list_id, id desc);
-- Which lists hold somebody, and which lists hold a new status of theirs.
create index list_members_account on list_members (account_id);
-- A follow that ends takes its memberships along.
create index list_members_follow on list_members (follow_id) where follow_id is not null;
