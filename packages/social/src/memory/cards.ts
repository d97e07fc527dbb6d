import type { CardStore, UsedCard } from "../cards/cards.store.ts";
import type { StatusId } from "../kernel/id.ts";
import { after, days } from "../kernel/time.ts";
import type { Status } from "../statuses/status.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function cardStore(tables: Tables): CardStore {
  const { cards, statusLinks } = tables;
  const linking = (url: string): Status[] =>
    statusLinks
      .values()
      .filter((link) => link.url === url && link.dueAt === undefined)
      .flatMap(({ status }) => tables.statuses.get(status) ?? [])
      .filter(({ visibility, deletedAt }) => visibility === "public" && deletedAt === undefined);
  return {
    async link(status, to) {
      const before = statusLinks.get(status);
      if (to === undefined) statusLinks.delete(status);
      else if (before?.url !== to.url && tables.statuses.get(status)?.deletedAt === undefined)
        statusLinks.set(status, { status, url: to.url, attempts: 0, dueAt: to.at });
    },
    async due(now, limit) {
      return statusLinks
        .values()
        .filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
        .sort((one, other) => (one.dueAt?.getTime() ?? 0) - (other.dueAt?.getTime() ?? 0))
        .slice(0, limit)
        .map(({ status, url, attempts }) => ({ status, url, attempts }));
    },
    async putOff({ status, url }, at) {
      const link = statusLinks.get(status);
      if (link?.url === url) statusLinks.set(status, { ...link, dueAt: at, attempts: link.attempts + 1 });
    },
    async settle({ status, url }) {
      const link = statusLinks.get(status);
      if (link?.url === url) statusLinks.set(status, { ...link, dueAt: undefined });
    },
    put: async (card, at) => cards.set(card.url, { card, at }),
    putAt: async (url) => cards.get(url)?.at,
    async of(statuses) {
      const shown = statuses.flatMap((id) => {
        const link = statusLinks.get(id);
        const kept = link === undefined || link.dueAt !== undefined ? undefined : cards.get(link.url);
        return kept === undefined ? [] : [[id, kept.card] as const];
      });
      return new Map(shown);
    },
    async byUrls(urls, today) {
      return urls.flatMap((url): readonly UsedCard[] => {
        const kept = cards.get(url);
        return kept === undefined ? [] : [{ ...kept.card, history: historyOf(linking(url), today) }];
      });
    },
    async linking(url, page) {
      return pageOf(linking(url), page, ({ id }) => id).map(({ id }): StatusId => id);
    },
  };
}

function historyOf(statuses: readonly Status[], today: Date): UsedCard["history"] {
  return [0, 1, 2, 3, 4, 5, 6].map((back) => {
    const day = after(today, -days(back));
    const thatDay = statuses.filter(({ createdAt }) => createdAt >= day && createdAt < after(day, days(1)));
    return { day, uses: thatDay.length, accounts: new Set(thatDay.map(({ account }) => account)).size };
  });
}
