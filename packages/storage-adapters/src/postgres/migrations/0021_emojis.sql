create table custom_emojis (
  shortcode text not null,
  -- Empty for those of this server.
  domain text not null,
  url text not null,
  -- The key of the stored file of a local one.
  file text,
  category text,
  is_listed boolean not null,
  updated_at timestamptz(3),
  -- One of a name on each server.
  primary key (shortcode, domain)
);

-- Those that this server offers.
create index custom_emojis_local on custom_emojis (shortcode) where domain = '';

-- The emoji that a profile names, with their pictures.
alter table accounts add column emojis jsonb not null default '[]';
