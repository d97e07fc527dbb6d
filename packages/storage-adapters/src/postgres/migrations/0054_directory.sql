-- The hour of the last status, in UTC: by the moment itself each post would move its author in the index.
alter table accounts add column active_hour timestamp
  generated always as (date_trunc('hour', last_status_at at time zone 'UTC')) stored;

-- The directory: who was active last, everywhere and here, and who is new.
create index accounts_directory_active on accounts (active_hour desc nulls last)
  where discoverable and deleted_at is null and suspended_at is null and limited_at is null and moved_to_uri is null;
create index accounts_directory_active_local on accounts (active_hour desc nulls last)
  where discoverable and deleted_at is null and suspended_at is null and limited_at is null and moved_to_uri is null
    and domain is null;
create index accounts_directory_new on accounts (id desc)
  where discoverable and deleted_at is null and suspended_at is null and limited_at is null and moved_to_uri is null;
