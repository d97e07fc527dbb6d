-- Servers that pass public posts on. There are a handful at most, so that no statement needs an index.
create table relays (
  inbox text primary key,
  kind text not null check (kind in ('mastodon', 'litepub')),
  actor text,
  follow text not null,
  state text not null check (state in ('requested', 'accepted', 'rejected')),
  at timestamptz(3) not null
);
