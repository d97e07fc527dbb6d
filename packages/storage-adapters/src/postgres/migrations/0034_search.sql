-- Finds names by any part of them. A server without it finds the same, reading every account: its index is left out.
do $$ begin
  create extension if not exists pg_trgm;
exception when others then
  raise notice 'pg_trgm is not to be had: accounts are found slowly';
end $$;

-- How the words of a language are cut to their stems; null where that is not known.
create function search_language(language text) returns regconfig
language sql stable parallel safe as $$
  select ('pg_catalog.' || case split_part(lower(language), '-', 1)
    when 'ar' then 'arabic' when 'da' then 'danish' when 'nl' then 'dutch' when 'en' then 'english'
    when 'fi' then 'finnish' when 'fr' then 'french' when 'de' then 'german' when 'el' then 'greek'
    when 'hu' then 'hungarian' when 'id' then 'indonesian' when 'ga' then 'irish' when 'it' then 'italian'
    when 'lt' then 'lithuanian' when 'ne' then 'nepali' when 'no' then 'norwegian' when 'nb' then 'norwegian'
    when 'nn' then 'norwegian' when 'pt' then 'portuguese' when 'ro' then 'romanian' when 'ru' then 'russian'
    when 'es' then 'spanish' when 'sv' then 'swedish' when 'ta' then 'tamil' when 'tr' then 'turkish'
  end)::regconfig
$$;

-- The words of a text as they stand, and their stems.
create function search_document(body text, language text) returns tsvector
language sql stable parallel safe as $$
  select to_tsvector('pg_catalog.simple', body) || coalesce(to_tsvector(search_language(language), body), '')
$$;

-- A row of words by their stems in a language; nothing where that is not known.
create function search_forms(phrase text, language text) returns tsquery
language sql stable parallel safe as $$
  select coalesce(phraseto_tsquery(search_language(language), phrase), '')
$$;

-- A name as search compares it: Latin, Greek and Cyrillic letters without accents, all in lower case.
create function search_name(username text, display_name text, domain text) returns text
language sql immutable parallel safe as $$
  select lower(normalize(regexp_replace(
    normalize(username || ' ' || display_name || ' ' || coalesce(domain, ''), nfkd), '[\u0300-\u036f]', '', 'g'), nfc))
$$;

-- What statuses say. Apart from them, so that counting a favourite never touches it.
create table status_texts (
  status_id bigint primary key references statuses (id) on delete cascade,
  account_id bigint not null,
  is_public boolean not null,
  has_link boolean not null,
  words tsvector not null
);

-- Which statuses say a word.
create index status_texts_words on status_texts using gin (words);

-- Accounts by any part of their names.
do $$ begin
  if exists (select from pg_extension where extname = 'pg_trgm') then
    create index accounts_search_name on accounts using gin (search_name(username, display_name, domain) gin_trgm_ops);
  end if;
end $$;
