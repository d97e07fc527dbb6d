-- In whose name an account is put aside; the times say since when anybody's.
alter table accounts add column suspended_by text[] not null default '{}';
alter table accounts add column limited_at timestamptz(3);
alter table accounts add column limited_by text[] not null default '{}';
alter table accounts add column also_known_as text[] not null default '{}';
alter table accounts add column moved_to bigint references accounts (id) on delete set null;

-- Accounts of a server, for the rules about it.
create index accounts_domain on accounts (domain) where domain is not null;
-- Profiles that are due to be read anew, the longest unread first.
create index accounts_fetched on accounts (fetched_at) where domain is not null and deleted_at is null;
create index accounts_moved_to on accounts (moved_to) where moved_to is not null;

create table domain_rules (
  id bigint generated always as identity primary key,
  domain text not null unique,
  severity text not null check (severity in ('none', 'limit', 'suspend')),
  rejects_media boolean not null,
  rejects_reports boolean not null,
  public_comment text not null,
  private_comment text not null,
  at timestamptz(3) not null
);

create table allowed_domains (
  id bigint generated always as identity primary key,
  domain text not null unique,
  at timestamptz(3) not null
);
