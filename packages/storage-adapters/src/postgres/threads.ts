import type { StatusId, StatusStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

/** Parents up to the root, the root first; a deleted one is passed through. */
export async function ancestors(sql: Sql, id: StatusId, limit: number): Promise<StatusId[]> {
  const rows = await sql<{ id: StatusId }[]>`
    with recursive line as (
      select in_reply_to as id, 1 as depth from statuses where id = ${id} and in_reply_to is not null
      union all
      select s.in_reply_to, depth + 1 from line join statuses s on s.id = line.id
      where s.in_reply_to is not null and depth < ${limit}
    )
    select line.id from line join statuses s on s.id = line.id
    where s.deleted_at is null order by depth desc limit ${limit}`;
  return rows.map((row) => row.id);
}

/**
 * Replies, depth first; where there are too many, those that the walk meets first, level by level.
 * The inner limit ends the walk, so that a thread of thousands costs no more than what is shown of it.
 */
export async function descendants(sql: Sql, id: StatusId, limit: number): Promise<StatusId[]> {
  const rows = await sql<{ id: StatusId }[]>`
    with recursive tree as (
      select id, array[id] as path, deleted_at from statuses where in_reply_to = ${id}
      union all
      select s.id, path || s.id, s.deleted_at from tree join statuses s on s.in_reply_to = tree.id
    ), met as (
      select id, path, deleted_at from tree limit ${limit}
    )
    select id from met where deleted_at is null order by path`;
  return rows.map((row) => row.id);
}

/** Direct replies for everybody, oldest first, along the index on parents. */
export async function replies(
  sql: Sql,
  id: StatusId,
  { of, isOf, after, limit }: Parameters<StatusStore["replies"]>[1],
): Promise<StatusId[]> {
  const rows = await sql<{ id: StatusId }[]>`
    select id from statuses
    where in_reply_to = ${id} and id > ${after ?? "0"} and deleted_at is null
      and visibility in ('public', 'unlisted') and (account_id = ${of}) = ${isOf}
    order by id limit ${limit}`;
  return rows.map((row) => row.id);
}
