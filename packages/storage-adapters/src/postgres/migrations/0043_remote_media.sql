-- Files of other servers that lie here for a while; without a key: what could not be had.
create table remote_media (
  url text not null,
  size text not null,
  key text,
  at timestamptz(3) not null,
  primary key (url, size)
);

-- What has lain here for long enough.
create index remote_media_at on remote_media (at);
