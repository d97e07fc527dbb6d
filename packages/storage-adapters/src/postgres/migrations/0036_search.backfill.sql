-- What was said before is found as well. Only writing without spaces is left for its next edit to be cut into pieces.
with batch as (
  select id, account_id, visibility, language, spoiler_text || ' ' || content as said
  from statuses where id > $1::bigint order by id limit $2
), kept as (
  insert into status_texts (status_id, account_id, is_public, has_link, words)
  select b.id, b.account_id, b.visibility = 'public',
    b.said ~ '<a (?![^>]*class="[^"]*(mention|hashtag))[^>]*href="https?:',
    -- Without elements and punctuation, and folded as a name is.
    search_document(search_name(
      left(regexp_replace(b.said, '<[^>]*>|[\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]', ' ', 'g'), 50000), '', ''), b.language)
  from batch b join statuses s on s.id = b.id
  where s.deleted_at is null and s.boost_of is null
  on conflict (status_id) do nothing
)
select max(id) as cursor from batch
