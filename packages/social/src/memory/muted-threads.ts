import type { AccountId } from "../kernel/id.ts";
import type { MutedThreadStore } from "../mutes/muted-threads.store.ts";
import type { Tables } from "./tables.ts";

const key = (account: AccountId, conversation: string): string => `${account} ${conversation}`;

export function mutedThreadStore({ mutedThreads }: Tables): MutedThreadStore {
  return {
    async add(account, conversation) {
      const isNew = !mutedThreads.has(key(account, conversation));
      if (isNew) mutedThreads.set(key(account, conversation), { account, conversation });
      return isNew;
    },
    remove: async (account, conversation) => mutedThreads.delete(key(account, conversation)),
    async removeAllOf(account) {
      for (const one of mutedThreads.values())
        if (one.account === account) mutedThreads.delete(key(account, one.conversation));
    },
    between: async (accounts, conversations) =>
      mutedThreads
        .values()
        .filter((one) => accounts.includes(one.account) && conversations.includes(one.conversation)),
  };
}
