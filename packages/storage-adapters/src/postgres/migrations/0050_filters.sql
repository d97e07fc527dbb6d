create table filters (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  title text not null,
  contexts text[] not null,
  action text not null check (action in ('warn', 'hide', 'blur')),
  expires_at timestamptz(3)
);

-- The few of an account are read together, with each list that it reads.
create index filters_account on filters (account_id, id);

create table filter_keywords (
  id bigint primary key,
  filter_id bigint not null references filters (id) on delete cascade,
  keyword text not null,
  whole_word boolean not null
);

-- What a filter looks for, in its order.
create index filter_keywords_filter on filter_keywords (filter_id, id);

create table filter_statuses (
  id bigint primary key,
  filter_id bigint not null references filters (id) on delete cascade,
  status_id bigint not null references statuses (id) on delete cascade
);

-- One row for a pair; also which statuses a filter names.
create unique index filter_statuses_pair on filter_statuses (filter_id, status_id);
-- A status that goes for good takes these rows along.
create index filter_statuses_status on filter_statuses (status_id);
