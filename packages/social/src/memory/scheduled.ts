import type { AccountId } from "../kernel/id.ts";
import type { ScheduledPost, ScheduledStore } from "../scheduled/scheduled.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function scheduledStore({ scheduled }: Tables): ScheduledStore {
  const ofAccount = (account: AccountId) => scheduled.values().filter((one) => one.account === account);
  const own = (account: AccountId, id: string) => {
    const found = scheduled.get(id);
    return found?.account === account ? found : undefined;
  };
  const ofDay = (account: AccountId, at: Date) =>
    ofAccount(account).filter((one) => dayOf(one.at) === dayOf(at)).length;
  return {
    async add(post, { total, perDay }) {
      const { account, at } = post;
      if (ofAccount(account).length >= total || ofDay(account, at) >= perDay) return false;
      scheduled.set(post.id, post);
      return true;
    },
    byId: async (account, id) => own(account, id),
    of: async (account, page) =>
      pageOf(ofAccount(account), page, ({ id }) => id).map((item) => ({ cursor: item.id, item })),
    async move({ account, id, at }, { perDay }) {
      const found = own(account, id);
      if (found === undefined) return "missing";
      if (dayOf(found.at) !== dayOf(at) && ofDay(account, at) >= perDay) return "full";
      scheduled.set(id, { ...found, at, refusal: undefined });
      return "moved";
    },
    remove: async (account, id) => own(account, id) !== undefined && scheduled.delete(id),
    async due(now, limit) {
      const due = scheduled.values().filter((one) => isDue(one, now));
      return due.sort((one, other) => one.at.getTime() - other.at.getTime()).slice(0, limit);
    },
    async take(id, now) {
      const found = scheduled.get(id);
      return found !== undefined && isDue(found, now) && scheduled.delete(id);
    },
    async refuse(id, reason, now) {
      const found = scheduled.get(id);
      if (found !== undefined && isDue(found, now)) scheduled.set(id, { ...found, refusal: reason });
    },
  };
}

const isDue = ({ at, refusal }: ScheduledPost, now: Date): boolean => refusal === undefined && at <= now;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
