create table followed_tags (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  tag_id bigint not null references tags (id),
  at timestamptz(3) not null
);

-- One row for a pair; also what of a status's tags somebody follows, and whose homes a new status comes into.
create unique index followed_tags_pair on followed_tags (tag_id, account_id);
-- What an account follows, the last followed first; read for each home.
create index followed_tags_account on followed_tags (account_id, id desc);
