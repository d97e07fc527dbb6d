import type { NotificationFilter } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

/** The columns of a notification, as the port knows them. */
export const notificationColumns = (sql: Sql): Fragment => sql`
  id, account_id as account, from_id as "from", type, status_id as status, at, group_key as "group", filtered`;

/** Further conditions on notifications. What is held back is shown where one account is asked for. */
export function passes(
  sql: Sql,
  { types, excludeTypes, from, includeFiltered }: NotificationFilter,
): Fragment {
  return sql`
    ${types === undefined ? sql`` : sql`and type = any(${[...types]}::text[])`}
    ${excludeTypes.length === 0 ? sql`` : sql`and type <> all(${[...excludeTypes]}::text[])`}
    ${from === undefined ? sql`` : sql`and from_id = ${from}`}
    ${includeFiltered === true || from !== undefined ? sql`` : sql`and not filtered`}`;
}
