import type { Account } from "../accounts/account.ts";
import { type AccountId, compareIds, type StatusId } from "../kernel/id.ts";
import type { Status } from "../statuses/status.ts";
import type { Tables } from "./tables.ts";

type AccountCounter = "statusesCount" | "followersCount" | "followingCount";
type StatusCounter = "repliesCount" | "boostsCount" | "favouritesCount" | "quotesCount";

export function countAccount(tables: Tables, id: AccountId, change: readonly [AccountCounter, number]): void {
  const account = tables.accounts.get(id);
  if (account === undefined) return;
  const [counter, by] = change;
  tables.accounts.set(id, { ...account, [counter]: Math.max(0, account[counter] + by) });
}

export function countStatus(
  tables: Tables,
  id: StatusId | undefined,
  change: readonly [StatusCounter, number],
): void {
  const status = id === undefined ? undefined : tables.statuses.get(id);
  if (status === undefined) return;
  const [counter, by] = change;
  tables.statuses.set(status.id, { ...status, [counter]: Math.max(0, status[counter] + by) });
}

/** Whether the parent's count of replies tells of it: a count must not betray what few may see. */
export function isCountedReply({ visibility }: Pick<Status, "visibility">): boolean {
  return visibility === "public" || visibility === "unlisted";
}

/** Brings what a status adds to the counters of its author, parent and boosted status in or out. */
export function countOne(tables: Tables, status: Status, by: 1 | -1): void {
  if (status.visibility !== "direct") {
    countAccount(tables, status.account, ["statusesCount", by]);
    setLastStatus(tables, status.account);
  }
  if (isCountedReply(status)) countStatus(tables, status.inReplyTo, ["repliesCount", by]);
  countStatus(tables, status.boostOf, ["boostsCount", by]);
}

function setLastStatus(tables: Tables, id: AccountId): void {
  const account: Account | undefined = tables.accounts.get(id);
  const newest = tables.statuses
    .values()
    .filter(
      (status) => status.account === id && status.deletedAt === undefined && status.visibility !== "direct",
    )
    .reduce<Status | undefined>((a, b) => (a === undefined || compareIds(b.id, a.id) > 0 ? b : a), undefined);
  if (account !== undefined) tables.accounts.set(id, { ...account, lastStatusAt: newest?.createdAt });
}
