-- concurrently
-- What a host that answers again sets free; what goes after a delivery; what of a thread is still on its way.
drop index concurrently if exists deliveries_of_host;
create index concurrently deliveries_of_host on deliveries (host) where waits_for_host;
drop index concurrently if exists deliveries_behind;
create index concurrently deliveries_behind on deliveries (behind) where behind is not null;
drop index concurrently if exists outgoing_activities_thread;
create index concurrently outgoing_activities_thread on outgoing_activities (thread, id) where body is not null;
