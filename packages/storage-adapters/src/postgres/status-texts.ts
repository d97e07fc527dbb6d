import { linkIn, type NewStatus, type Revision, searchedText } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

type Said = Pick<Revision, "content" | "spoilerText" | "media" | "language">;

const document = (sql: Sql, status: Said): Fragment => sql`
  search_document(${searchedText(status)}::text, ${status.language ?? null}::text)`;

const hasLink = (status: Said): boolean => linkIn(status) !== undefined;

/** Statements of a WITH that make findable what a status says; its `added` is the status. Boosts say nothing. */
export const keepText = (sql: Sql, status: NewStatus): Fragment => sql`
  text_kept as (
    insert into status_texts (status_id, account_id, is_public, has_link, words)
    select id, account_id, visibility = 'public', ${hasLink(status)}::boolean, ${document(sql, status)}
    from added where boost_of is null
  )`;

/** The same for what it says now; its `former` is the status. */
export const replaceText = (sql: Sql, revision: Revision): Fragment => sql`
  text_kept as (
    insert into status_texts (status_id, account_id, is_public, has_link, words)
    select s.id, s.account_id, s.visibility = 'public', ${hasLink(revision)}::boolean, ${document(sql, revision)}
    from former join statuses s on s.id = former.id
    on conflict (status_id) do update set has_link = excluded.has_link, words = excluded.words
  )`;

/** What is `removed` is found no more, and links nowhere. */
export const forgetTexts = (sql: Sql): Fragment => sql`
  text_forgotten as (
    delete from status_texts where status_id in (select id from removed)
  ), links_forgotten as (
    delete from status_links where status_id in (select id from removed)
  )`;
