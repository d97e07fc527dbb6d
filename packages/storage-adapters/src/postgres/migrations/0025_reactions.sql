create table reactions (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  status_id bigint not null references statuses (id) on delete cascade,
  -- An emoji, or the shortcode of a custom one.
  name text not null,
  url text,
  uri text not null,
  at timestamptz(3) not null
);

-- One of a name by an account; also all of a status.
create unique index reactions_once on reactions (status_id, account_id, name);
-- Removing an account.
create index reactions_account on reactions (account_id);
-- What an undo names by its address alone.
create index reactions_uri on reactions (uri);

-- The address of a like, or of the reaction that stands for one.
alter table favourites add column uri text;
create index favourites_uri on favourites (uri) where uri is not null;
