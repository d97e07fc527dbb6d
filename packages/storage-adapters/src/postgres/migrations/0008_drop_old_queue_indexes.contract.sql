-- concurrently
-- The version before 0007 looked for due work with these; the indexes of 0007 have taken over.
drop index concurrently if exists deliveries_due;
drop index concurrently if exists received_activities_waiting;
