-- concurrently
-- The indexes of 0007, built while others write. One whose building was cut short is built anew.

-- Never tried, by turn; tried before, by time; those that lost two workers, one at a time; held, by the lease's end.
drop index concurrently if exists deliveries_fresh;
create index concurrently deliveries_fresh on deliveries (turn, id) where dead_at is null and attempts = 0;
drop index concurrently if exists deliveries_again;
create index concurrently deliveries_again on deliveries (next_at, id)
  where dead_at is null and attempts > 0 and token is null and losses < 2;
drop index concurrently if exists deliveries_solo;
create index concurrently deliveries_solo on deliveries (next_at, id) where dead_at is null and token is null and losses >= 2;
drop index concurrently if exists deliveries_held;
create index concurrently deliveries_held on deliveries (next_at, id) where token is not null;

-- The same of what came in.
drop index concurrently if exists received_activities_due;
create index concurrently received_activities_due on received_activities (next_at, id)
  where state = 'waiting' and token is null and losses < 2;
drop index concurrently if exists received_activities_solo;
create index concurrently received_activities_solo on received_activities (next_at, id)
  where state = 'waiting' and token is null and losses >= 2;
drop index concurrently if exists received_activities_held;
create index concurrently received_activities_held on received_activities (next_at, id)
  where state = 'waiting' and token is not null;

drop index concurrently if exists events_held;
create index concurrently events_held on events (next_at, id) where token is not null;

-- Dead letters: listed, and swept out after a while.
drop index concurrently if exists events_dead;
create index concurrently events_dead on events (id) where dead_at is not null;
drop index concurrently if exists received_activities_dead;
create index concurrently received_activities_dead on received_activities (id) where state = 'dead';
drop index concurrently if exists deliveries_dead;
create index concurrently deliveries_dead on deliveries (id) where dead_at is not null;

-- Who lives behind an inbox.
drop index concurrently if exists accounts_inbox;
create index concurrently accounts_inbox on accounts (inbox) where domain is not null;
drop index concurrently if exists accounts_shared_inbox;
create index concurrently accounts_shared_inbox on accounts (shared_inbox) where shared_inbox is not null;
