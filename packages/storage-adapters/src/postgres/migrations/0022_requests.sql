-- The HTTP request in whose course something came in or went out: what its lines in the log are found by (R-032).
alter table outgoing_activities add column request text;
alter table received_activities add column request text;
