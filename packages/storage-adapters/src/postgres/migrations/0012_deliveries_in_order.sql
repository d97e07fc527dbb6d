-- Hosts that are taken for gone, what waits for a host to answer, and the order of what tells about one thing.

-- On how many distinct days a host failed without an answer in between; from seven on it is left alone.
alter table delivery_hosts add column failed_days integer not null default 1;

-- To be tried again as soon as the host is seen to be there.
alter table deliveries add column waits_for_host boolean not null default false;
-- The delivery to the same host after which it goes; while there is one, it is due in the far future.
alter table deliveries add column behind bigint;

-- What the activity is about: what is about the same thing reaches a host in order.
alter table outgoing_activities add column thread text;
-- Sent even to a host that is taken for gone.
alter table outgoing_activities add column insists boolean not null default false;
-- Told with it: who follows the sender from the host to which it goes.
alter table outgoing_activities add column synchronises boolean not null default false;
