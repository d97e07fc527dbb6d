-- What has happened and waits to be followed up. A row leaves in the transaction that follows it up.
create table events (
  id bigint generated always as identity primary key,
  subject text not null,
  body jsonb not null,
  attempts integer not null default 0,
  next_at timestamptz(3) not null,
  reason text,
  dead_at timestamptz(3)
);

-- Whether an earlier event of the same subject still waits.
create index events_subject on events (subject, id) where dead_at is null;

create table outgoing_activities (
  id bigint generated always as identity primary key,
  activity_id text not null,
  sender text not null,
  -- Null once every delivery is settled; the row stays a while, so that nothing is sent twice.
  body text,
  -- Every inbox that it was ever meant for.
  inboxes text[] not null,
  at timestamptz(3) not null
);

-- The same activity is kept once.
create unique index outgoing_activities_activity on outgoing_activities (activity_id);
-- Sweeping out what is settled.
create index outgoing_activities_settled on outgoing_activities (at) where body is null;

create table deliveries (
  id bigint generated always as identity primary key,
  activity bigint not null references outgoing_activities (id) on delete cascade,
  inbox text not null,
  host text not null,
  attempts integer not null default 0,
  -- When it is due: while it is leased, when the lease runs out.
  next_at timestamptz(3) not null,
  token uuid,
  reason text,
  dead_at timestamptz(3)
);

-- One delivery of an activity to an inbox; also whether an activity has any left.
create unique index deliveries_inbox on deliveries (activity, inbox);
-- What is due, oldest first.
create index deliveries_due on deliveries (next_at, id) where dead_at is null;

-- What the inbox accepted. The body leaves once it is dealt with; the digest stays for ever and tells a copy.
create table received_activities (
  id bigint generated always as identity primary key,
  -- SHA-256 of actor and activity id, which together may be too long for an index.
  digest bytea not null,
  actor text not null,
  activity_id text not null,
  type text not null,
  body text,
  recipient text,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
  received_at timestamptz(3) not null,
  attempts integer not null default 0,
  next_at timestamptz(3) not null,
  token uuid,
  reason text
);

-- One row for an actor's activity, however often it comes.
create unique index received_activities_digest on received_activities (digest);
-- What is due, oldest first; small, since what is dealt with leaves it.
create index received_activities_waiting on received_activities (id) where state = 'waiting';
