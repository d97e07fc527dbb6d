-- What a key's request made: a status, or a post that waits for its time and becomes another row when it comes.
alter table idempotency_keys add column makes text not null default 'status' check (makes in ('status', 'scheduled'));
