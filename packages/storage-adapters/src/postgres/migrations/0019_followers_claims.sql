-- What a sender says of its followers who live here: address and digest of all of them, and where they are listed.
alter table received_activities add column followers jsonb;
-- Who passed it on, where that was not its actor.
alter table received_activities add column via text;
