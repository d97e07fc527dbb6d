-- News of one sort stands in a group: its key sorts as text does byte by byte, whatever the language of the database.
alter table notifications add column group_key text collate "C";
-- Held back, as the policy of whom it is for says.
alter table notifications add column filtered boolean not null default false;
