import { createHash } from "node:crypto";
import type { Conversation, ConversationEntry, ConversationStore, StatusId } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment =>
  sql`id, account_id as account, others, last_status_id as last, unread`;

export function conversationStore(sql: Sql): ConversationStore {
  return {
    add: (entry) => add(sql, entry),
    async byId(account, id) {
      const [row] = await sql<Conversation[]>`
        select ${columns(sql)} from conversations where id = ${id} and account_id = ${account}`;
      return row;
    },
    async of(account, page) {
      const last = sql`last_status_id`;
      const rows = await sql<Conversation[]>`
        select ${columns(sql)} from conversations
        where account_id = ${account} ${bounds(sql, last, page)} ${ordered(sql, last, page)}`;
      return newestFirst(rows, page).map((item) => ({ cursor: item.last, item }));
    },
    async mark(account, id, unread) {
      const { count } = await sql`
        update conversations set unread = ${unread} where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async remove(account, id) {
      const { count } = await sql`delete from conversations where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async removeWith(account, other) {
      await sql`delete from conversations where account_id = ${account} and ${other}::bigint = any(others)`;
    },
    removeStatus: (status) => takeOut(sql, sql`status_id = ${status}`),
    async forget(account) {
      await sql`delete from conversations where account_id = ${account}`;
      await takeOut(
        sql,
        sql`status_id in (select id from statuses where account_id = ${account} and visibility = 'direct')`,
      );
    },
  };
}

const keyOf = ({ thread, others }: ConversationEntry): Buffer =>
  createHash("sha256")
    .update(`${others.join(",")} ${thread}`)
    .digest();

/** The row is locked before its statuses are looked at, so that two that come at once follow one another. */
async function add(sql: Sql, entry: ConversationEntry): Promise<Conversation | undefined> {
  const { id, account, others, status, unread } = entry;
  const [held] = await sql<{ id: string }[]>`
    insert into conversations (id, account_id, key, others, last_status_id, unread)
    values (${id}, ${account}, ${keyOf(entry)}, ${[...others]}::bigint[], ${status}, ${unread})
    on conflict (account_id, key) do update set key = excluded.key
    returning id`;
  if (held === undefined) throw new Error("A conversation was neither made nor found.");
  const [row] = await sql<Conversation[]>`
    with added as (
      insert into conversation_statuses (conversation_id, status_id) values (${held.id}, ${status})
      on conflict do nothing returning status_id
    )
    update conversations set last_status_id = greatest(last_status_id, added.status_id), unread = ${unread}
    from added where id = ${held.id} returning ${columns(sql)}`;
  return row;
}

/** Takes statuses out of their conversations, which are locked first: what comes in meanwhile must not be lost. */
async function takeOut(sql: Sql, isGone: Fragment): Promise<void> {
  const held = await sql<{ id: StatusId }[]>`
    select id from conversations
    where id in (select conversation_id from conversation_statuses where ${isGone}) order by id for update`;
  if (held.length === 0) return;
  const ids = held.map(({ id }) => id);
  await sql`delete from conversation_statuses where conversation_id = any(${ids}::bigint[]) and ${isGone}`;
  await sql`
    update conversations set last_status_id = coalesce(
      (select max(status_id) from conversation_statuses where conversation_id = conversations.id), last_status_id)
    where id = any(${ids}::bigint[])`;
  await sql`
    delete from conversations c where id = any(${ids}::bigint[])
      and not exists (select from conversation_statuses where conversation_id = c.id)`;
}
