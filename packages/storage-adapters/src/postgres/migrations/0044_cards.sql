-- What other sites' pages say of themselves, once for an address however many link to it.
create table cards (
  id bigint generated always as identity primary key,
  url text not null,
  title text not null,
  description text not null,
  author_name text not null,
  author_url text not null,
  provider_name text not null,
  provider_url text not null,
  language text,
  published_at timestamptz(3),
  creator_id bigint references accounts (id) on delete set null,
  put_at timestamptz(3) not null
);

-- One card for an address. Addresses are longer than an index takes; their digests are not.
create unique index cards_url on cards (sha256(url::bytea));
-- Removing an account.
create index cards_creator on cards (creator_id) where creator_id is not null;

-- Where statuses link.
create table status_links (
  status_id bigint primary key references statuses (id) on delete cascade,
  url text not null,
  attempts integer not null default 0,
  -- When it is to be looked at. Null once that is done.
  due_at timestamptz(3)
);

-- What is due.
create index status_links_due on status_links (due_at) where due_at is not null;
-- The statuses that link to an address, newest first.
create index status_links_url on status_links (sha256(url::bytea), status_id desc) where due_at is null;
