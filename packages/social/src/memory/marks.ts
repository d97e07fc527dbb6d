import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";
import { pageOf } from "./paging.ts";
import type { Table } from "./table.ts";
import type { Mark, Tables } from "./tables.ts";

/** Under which a table knows the mark of an account on a status. */
export const key = (account: AccountId, status: StatusId): string => `${account} ${status}`;

/** Stores a mark on a status that is there. Answers whether it was new. */
export function addMark(tables: Tables, marks: Table<Mark>, pair: Omit<Mark, "cursor">): boolean {
  const at = key(pair.account, pair.status);
  const status = tables.statuses.get(pair.status);
  if (marks.has(at) || status === undefined || status.deletedAt !== undefined) return false;
  marks.set(at, { ...pair, cursor: tables.serial() });
  return true;
}

/** Those of the statuses that an account has marked. */
export function among(
  marks: Table<Mark>,
  account: AccountId,
  statuses: readonly StatusId[],
): ReadonlySet<StatusId> {
  return new Set(statuses.filter((status) => marks.has(key(account, status))));
}

/** What an account has marked, newest first. */
export function marked(
  { statuses }: Tables,
  list: { readonly marks: Table<Mark>; readonly account: AccountId },
  page: Page,
): Row<StatusId>[] {
  const own = list.marks.values().filter(({ account }) => account === list.account);
  const alive = own.filter(({ status }) => statuses.get(status)?.deletedAt === undefined);
  return pageOf(alive, page, ({ cursor }) => cursor).map(({ cursor, status }) => ({ cursor, item: status }));
}
