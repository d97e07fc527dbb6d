import type { AccountId, DirectoryStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

/** Word for word the condition of the indexes `accounts_directory...`. */
const isFindable = (sql: Sql): Fragment => sql`
  discoverable and deleted_at is null and suspended_at is null and limited_at is null and moved_to_uri is null`;

export function directoryStore(sql: Sql): DirectoryStore {
  return {
    async list({ order, onlyLocal, limit, offset }) {
      const from = onlyLocal ? sql`and domain is null` : sql``;
      // The index has the hours; the few accounts of an hour are put in order after it.
      const by =
        order === "active"
          ? sql`active_hour desc nulls last, last_status_at desc nulls last, id desc`
          : sql`id desc`;
      const rows = await sql<{ id: AccountId }[]>`
        select id from accounts
        where ${isFindable(sql)} ${from} and not (domain is null and kind = 'application')
        order by ${by} limit ${limit} offset ${offset}`;
      return rows.map(({ id }) => id);
    },
  };
}
