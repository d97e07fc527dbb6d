import type { AccountId } from "../kernel/id.ts";
import type { Mute, MuteStore } from "../mutes/mutes.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

const key = (account: AccountId, target: AccountId): string => `${account} ${target}`;

export function muteStore({ mutes }: Tables): MuteStore {
  const holding = (now: Date, matches: (mute: Mute) => boolean): Mute[] =>
    mutes
      .values()
      .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
      .filter(matches);
  const rows = (all: readonly Mute[], page: Parameters<MuteStore["of"]>[2]) =>
    pageOf(all, page, ({ id }) => id).map((mute) => ({ cursor: mute.id, item: mute }));
  return {
    async put(mute) {
      const stood = mutes.get(key(mute.account, mute.target));
      mutes.set(key(mute.account, mute.target), {
        ...mute,
        id: stood?.id ?? mute.id,
        at: stood?.at ?? mute.at,
      });
    },
    remove: async (account, target) => mutes.delete(key(account, target)),
    among: async (account, others, now) =>
      holding(now, (mute) => mute.account === account && others.includes(mute.target)),
    silencing: async (target, accounts, now) =>
      holding(
        now,
        (mute) => mute.target === target && mute.hidesNotifications && accounts.includes(mute.account),
      ).map(({ account }) => account),
    of: async (account, now, page) =>
      rows(
        holding(now, (mute) => mute.account === account),
        page,
      ),
    against: async (target, now, page) =>
      rows(
        holding(now, (mute) => mute.target === target),
        page,
      ),
  };
}
