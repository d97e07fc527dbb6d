import type { Report, ReportStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

/** Ids within an array come as text, as all ids do. */
const columns = (sql: Sql): Fragment => sql`
  id, from_id as "from", target_id as target, statuses::text[] as statuses, comment, category, is_forwarded, uri, at,
  resolved_at`;

export function reportStore(sql: Sql): ReportStore {
  return {
    async add({ id, from, target, statuses, comment, category, isForwarded, uri, at, resolvedAt }) {
      const { count } = await sql`
        insert into reports
          (id, from_id, target_id, statuses, comment, category, is_forwarded, uri, at, resolved_at)
        values (${id}, ${from}, ${target}, ${[...statuses]}::bigint[], ${comment}, ${category}, ${isForwarded},
          ${uri ?? null}, ${at}, ${resolvedAt ?? null})
        on conflict do nothing`;
      return count > 0;
    },
    async byId(id) {
      const [row] = await sql<Report[]>`select ${columns(sql)} from reports where id = ${id}`;
      return row;
    },
    async list({ isResolved, target }, page) {
      const id = sql`id`;
      const standing =
        isResolved === undefined
          ? sql``
          : isResolved
            ? sql`and resolved_at is not null`
            : sql`and resolved_at is null`;
      const rows = await sql<Report[]>`
        select ${columns(sql)} from reports where true ${standing}
          ${target === undefined ? sql`` : sql`and target_id = ${target}`}
          ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return newestFirst(rows, page).map((report) => ({ cursor: report.id, item: report }));
    },
    async resolve(id, at) {
      const { count } = await sql`
        update reports set resolved_at = ${at ?? null}
        where id = ${id} and (resolved_at is null) <> ${at === undefined}`;
      return count > 0;
    },
  };
}
