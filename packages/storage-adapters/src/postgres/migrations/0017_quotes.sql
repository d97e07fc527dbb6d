alter table statuses add column quotes_count integer not null default 0 check (quotes_count >= 0);

create table quotes (
  status_id bigint primary key references statuses (id) on delete cascade,
  -- Null where what was quoted was deleted before it could be known.
  quoted_uri text,
  quoted_id bigint,
  quoted_account bigint,
  state text not null check (state in ('pending', 'accepted', 'rejected', 'revoked')),
  is_legacy boolean not null,
  stamp text,
  request text,
  nesting smallint not null,
  check_at timestamptz(3),
  attempts integer not null
);

-- What quotes a status, newest first.
create index quotes_quoted on quotes (quoted_id, status_id desc) where state = 'accepted';
-- The quote that an answer is about, and those that a permission is for.
create index quotes_request on quotes (request) where request is not null;
create index quotes_stamp on quotes (stamp) where stamp is not null;
-- About which another server is to be asked.
create index quotes_check on quotes (check_at) where check_at is not null;

-- What may be done with a status, where its author said so.
create table status_policies (
  status_id bigint primary key references statuses (id) on delete cascade,
  policy jsonb not null
);

alter table notifications drop constraint notifications_type_check;
alter table notifications add constraint notifications_type_check check (
  type in (
    'mention', 'status', 'reblog', 'follow', 'follow_request', 'favourite', 'update', 'poll', 'quote', 'quoted_update'
  )) not valid;
