import type { Reaction, ReactionCount } from "../reactions/reaction.ts";
import type { ReactionStore } from "../reactions/reactions.store.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Tables } from "./tables.ts";

export function reactionStore({ reactions, statuses }: Tables): ReactionStore {
  const keyOf = (account: AccountId, status: StatusId, name: string): string =>
    `${status}/${account}/${name}`;
  const of = (status: StatusId): Reaction[] => reactions.values().filter((one) => one.status === status);
  return {
    async add(reaction) {
      const { account, status, name } = reaction;
      const key = keyOf(account, status, name);
      const isGone = statuses.get(status) === undefined || statuses.get(status)?.deletedAt !== undefined;
      if (reactions.has(key) || isGone) return false;
      reactions.set(key, reaction);
      return true;
    },
    async remove(account, status, name) {
      const stood = reactions.get(keyOf(account, status, name));
      reactions.delete(keyOf(account, status, name));
      return stood;
    },
    byUri: async (uri) => reactions.values().find((one) => one.uri === uri),
    between: async (account, status) => of(status).filter((one) => one.account === account),
    of: async (status, limit) => of(status).slice(0, limit),
    async counts(ids, viewer) {
      const counted = [...new Set(ids)].map((id) => [id, countsOf(of(id), viewer)] as const);
      return new Map(counted.filter(([, counts]) => counts.length > 0));
    },
  };
}

function countsOf(reactions: readonly Reaction[], viewer: AccountId | undefined): readonly ReactionCount[] {
  const counts = new Map<string, ReactionCount>();
  for (const { name, url, account } of reactions) {
    const before = counts.get(name);
    const isOwn = account === viewer || before?.isOwn === true;
    counts.set(name, { name, url: before?.url ?? url, count: (before?.count ?? 0) + 1, isOwn });
  }
  return [...counts.values()];
}
