-- concurrently
-- In what somebody is mentioned, which is part of what they find. Built while others write.
drop index concurrently if exists status_mentions_account;
create index concurrently status_mentions_account on status_mentions (account_id, status_id);
