-- Work whose worker died is counted, and set aside when it happens again and again; fan-outs leave room for others.

-- How often a worker ended without an outcome while it held this.
alter table events add column losses integer not null default 0;
-- Proves a claim, until there is an outcome.
alter table events add column token uuid;
alter table received_activities add column losses integer not null default 0;
alter table received_activities add column dead_at timestamptz(3);
alter table deliveries add column losses integer not null default 0;

-- Whose turn it is among deliveries that were never tried: each further recipient of an activity comes a second later.
alter table deliveries add column turn timestamptz(3) not null default now();

-- Of what tells about a status, for whom it is meant: asked again before each try. Null: for all its inboxes.
alter table outgoing_activities add column about_status bigint;
alter table outgoing_activities add column about_actors text[];
alter table outgoing_activities add column about_followers_of bigint[];

-- Hosts that do not answer; one that does has no row.
create table delivery_hosts (
  host text primary key,
  failures integer not null,
  -- How long the next pause lasts, in seconds.
  pause integer not null default 60,
  -- When a probe may be made; null while the host is still trusted.
  open_until timestamptz(3),
  is_probing boolean not null default false,
  last_failed_at timestamptz(3) not null
);
