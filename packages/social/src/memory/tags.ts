import { after, days } from "../kernel/time.ts";
import type { Tag, TagDay, TagStore } from "../tags/tags.store.ts";
import type { Tables } from "./tables.ts";

export function tagStore(tables: Tables): TagStore {
  const { tags, statuses, trendReviews } = tables;
  const uses = (name: string) =>
    statuses
      .values()
      .filter((s) => s.tags.includes(name) && s.visibility === "public" && s.deletedAt === undefined);
  const full = (tag: { readonly id: string; readonly name: string }, today: Date): Tag => ({
    ...tag,
    history: lastWeek(today).map((day): TagDay => {
      const thatDay = uses(tag.name).filter((s) => s.createdAt >= day && s.createdAt < after(day, days(1)));
      return { day, uses: thatDay.length, accounts: new Set(thatDay.map((s) => s.account)).size };
    }),
  });
  return {
    async byName(name, today) {
      const tag = tags.get(name);
      return tag === undefined ? undefined : full(tag, today);
    },
    async byNames(names, today) {
      return names.flatMap((name) => tags.get(name) ?? []).map((tag) => full(tag, today));
    },
    async search(prefix, { limit, offset, today, isReviewed = false }) {
      return tags
        .values()
        .filter(({ name }) => name.startsWith(prefix.toLowerCase()))
        .filter(({ name }) => !isReviewed || trendReviews.get(`tag ${name}`)?.isAllowed === true)
        .map((tag) => ({ tag, count: uses(tag.name).length }))
        .sort((one, other) => other.count - one.count || (one.tag.name < other.tag.name ? -1 : 1))
        .slice(offset, offset + limit)
        .map(({ tag }) => full(tag, today));
    },
  };
}

function lastWeek(today: Date): Date[] {
  const midnight = new Date(Math.floor(today.getTime() / days(1)) * days(1));
  return [0, 1, 2, 3, 4, 5, 6].map((back) => after(midnight, -days(back)));
}

/** A tag is there from the first time that somebody names it. */
export function nameTags({ tags, serial }: Tables, names: readonly string[]): void {
  for (const name of names) if (!tags.has(name)) tags.set(name, { id: serial(), name });
}
