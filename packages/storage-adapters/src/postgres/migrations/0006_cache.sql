-- Not written to the log of the database: what is lost in a crash is fetched anew.
create unlogged table cache (
  key text primary key,
  value text not null,
  expires_at timestamptz(3) not null
);

-- Sweeping out.
create index cache_expiry on cache (expires_at);
