-- What was dealt with needs no more than its digest, by which a copy is known: the new version leaves nothing else, and
-- this takes the rest from what was dealt with before. Its row stays, so that the version before knows copies by it.
with batch as (
  select id from received_activities where id > $1::bigint order by id limit $2
), slim as (
  update received_activities r set actor = '', activity_id = '', type = '', recipient = null, followers = null, via = null
  where id = any(array(select id from batch)) and state = 'done' and actor <> ''
)
select max(id) as cursor from batch
