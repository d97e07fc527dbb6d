create table reports (
  id bigint primary key,
  from_id bigint not null references accounts (id) on delete cascade,
  target_id bigint not null references accounts (id) on delete cascade,
  statuses bigint[] not null,
  comment text not null,
  category text not null check (category in ('spam', 'legal', 'violation', 'other')),
  is_forwarded boolean not null,
  uri text,
  at timestamptz(3) not null,
  resolved_at timestamptz(3)
);

-- A report that comes again is the same one; one activity may concern several accounts.
create unique index reports_uri on reports (uri, target_id) where uri is not null;
-- What waits to be dealt with.
create index reports_open on reports (id desc) where resolved_at is null;
create index reports_target on reports (target_id, id desc);
