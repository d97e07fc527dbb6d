-- What profiles say besides their texts: pictures that lie here, what is shown; null where all is as usual.
alter table accounts add column details jsonb;
