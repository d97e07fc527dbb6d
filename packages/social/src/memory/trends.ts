import type { TrendKind, TrendPage, TrendStore, Use } from "../trends/trends.store.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Status } from "../statuses/status.ts";
import type { KeptTrend, Tables } from "./tables.ts";

const key = (kind: TrendKind, subject: string): string => `${kind} ${subject}`;

export function trendStore(tables: Tables): TrendStore {
  const { trends, trendReviews } = tables;
  const ofKind = (kind: TrendKind): KeptTrend[] => trends.values().filter((one) => one.kind === kind);
  const decision = (kind: TrendKind, subject: string) => trendReviews.get(key(kind, subject))?.isAllowed;
  return {
    async uses(kind, { from, until, minimum, limit }) {
      const shown = tables.statuses
        .values()
        .filter(({ createdAt }) => createdAt >= from && createdAt < until)
        .filter((status) => counts(tables, status));
      return usesOf(kind, tables, shown)
        .filter(({ accounts }) => accounts >= minimum)
        .sort((one, other) => other.accounts - one.accounts || (one.subject < other.subject ? -1 : 1))
        .slice(0, limit);
    },
    kept: async (kind) => ofKind(kind).map(({ kind: _kind, ...trend }) => trend),
    async replace(kind, fresh) {
      for (const { subject } of ofKind(kind)) trends.delete(key(kind, subject));
      for (const trend of fresh) trends.set(key(kind, trend.subject), { ...trend, kind });
    },
    async listed(kind, { limit, offset, isReviewed, languages }: TrendPage) {
      const isFirst = ({ language }: KeptTrend): number => Number(languages.includes(language ?? ""));
      return ofKind(kind)
        .filter(({ subject }) => decision(kind, subject) ?? !isReviewed)
        .sort((one, other) => isFirst(other) - isFirst(one) || order(one, other))
        .slice(offset, offset + limit)
        .map(({ subject }) => subject);
    },
    async isListed(kind, subject, isReviewed) {
      return trends.has(key(kind, subject)) && (decision(kind, subject) ?? !isReviewed);
    },
    review: async (kind, subject, given) => trendReviews.set(key(kind, subject), given),
    async reviewed(kind, limit) {
      return ofKind(kind)
        .map(({ kind: _kind, ...trend }) => ({ ...trend, isAllowed: decision(kind, trend.subject) }))
        .sort(
          (one, other) =>
            Number(one.isAllowed !== undefined) - Number(other.isAllowed !== undefined) || order(one, other),
        )
        .slice(0, limit);
    },
  };
}

type Placed = Pick<KeptTrend, "score" | "subject">;

function order(one: Placed, other: Placed): number {
  return other.score - one.score || (one.subject < other.subject ? -1 : 1);
}

function counts({ accounts }: Tables, status: Status): boolean {
  const author = accounts.get(status.account);
  const isAside = author?.suspendedAt !== undefined || author?.limitedAt !== undefined;
  return status.visibility === "public" && status.deletedAt === undefined && !status.boostOf && !isAside;
}

function usesOf(kind: TrendKind, tables: Tables, shown: readonly Status[]): Use[] {
  if (kind === "status") return statusUses(tables, shown);
  return kind === "tag" ? tagUses(shown) : linkUses(tables, shown);
}

function linkUses({ cards, statusLinks }: Tables, statuses: readonly Status[]): Use[] {
  const users = new Map<string, Set<AccountId>>();
  for (const { id, account } of statuses) {
    const link = statusLinks.get(id);
    if (link === undefined || link.dueAt !== undefined || !cards.has(link.url)) continue;
    users.set(link.url, (users.get(link.url) ?? new Set()).add(account));
  }
  return [...users].map(([subject, { size }]) => {
    return { subject, accounts: size, language: cards.get(subject)?.card.language, author: undefined };
  });
}

function tagUses(statuses: readonly Status[]): Use[] {
  const users = new Map<string, Set<AccountId>>();
  for (const { tags, account } of statuses)
    for (const tag of tags) users.set(tag, (users.get(tag) ?? new Set()).add(account));
  return [...users].map(([subject, { size }]) => ({
    subject,
    accounts: size,
    language: undefined,
    author: undefined,
  }));
}

function statusUses({ accounts, favourites, statuses }: Tables, shown: readonly Status[]): Use[] {
  const isEligible = (status: Status): boolean =>
    !status.sensitive &&
    status.spoilerText === "" &&
    status.inReplyTo === undefined &&
    status.inReplyToUri === undefined &&
    accounts.get(status.account)?.discoverable === true;
  return shown.filter(isEligible).map((status) => {
    const likes = favourites.values().filter((mark) => mark.status === status.id);
    const boosts = statuses.values().filter((one) => one.boostOf === status.id && !one.deletedAt);
    const who = new Set([...likes, ...boosts].map(({ account }) => account));
    who.delete(status.account);
    return { subject: status.id, accounts: who.size, language: status.language, author: status.account };
  });
}
