import type { Conversation, ConversationStore } from "../conversations/conversations.store.ts";
import { type AccountId, compareIds, type ConversationId, type StatusId } from "../kernel/id.ts";
import { pageOf } from "./paging.ts";
import type { KeptConversation, Tables } from "./tables.ts";

export function conversationStore(tables: Tables): ConversationStore {
  const { conversations, statuses } = tables;
  const own = (account: AccountId, id: ConversationId): KeptConversation | undefined => {
    const kept = conversations.get(id);
    return kept?.account === account ? kept : undefined;
  };
  return {
    add: async (entry) => add(tables, entry),
    byId: async (account, id) => asConversation(own(account, id)),
    async of(account, page) {
      const all = conversations.values().filter((kept) => kept.account === account);
      return pageOf(all, page, lastOf).map((kept) => ({ cursor: lastOf(kept), item: shown(kept) }));
    },
    async mark(account, id, unread) {
      const kept = own(account, id);
      if (kept !== undefined) conversations.set(id, { ...kept, unread });
      return kept !== undefined;
    },
    remove: async (account, id) => own(account, id) !== undefined && conversations.delete(id),
    async removeWith(account, other) {
      for (const kept of conversations.values())
        if (kept.account === account && kept.others.includes(other)) conversations.delete(kept.id);
    },
    removeStatus: async (status) => takeOut(tables, (id) => id === status),
    async forget(account) {
      for (const kept of conversations.values()) if (kept.account === account) conversations.delete(kept.id);
      takeOut(tables, (id) => statuses.get(id)?.account === account);
    },
  };
}

function add(
  { conversations }: Tables,
  { id, account, thread, others, status, unread }: Parameters<ConversationStore["add"]>[0],
): Conversation | undefined {
  const standing = conversations
    .values()
    .find(
      (kept) => kept.account === account && kept.thread === thread && kept.others.join() === others.join(),
    );
  if (standing?.statuses.includes(status) === true) return undefined;
  const { statuses = [], ...rest } = standing ?? { id, account, thread, others };
  const kept = { ...rest, unread, statuses: [...statuses, status].sort(compareIds) };
  conversations.set(kept.id, kept);
  return shown(kept);
}

function takeOut({ conversations }: Tables, isGone: (status: StatusId) => boolean): void {
  for (const kept of conversations.values()) {
    const left = kept.statuses.filter((status) => !isGone(status));
    if (left.length === 0) conversations.delete(kept.id);
    else if (left.length < kept.statuses.length) conversations.set(kept.id, { ...kept, statuses: left });
  }
}

function lastOf({ statuses }: KeptConversation): StatusId {
  const last = statuses.at(-1);
  if (last === undefined) throw new Error("A conversation without a status was kept.");
  return last;
}

function shown(kept: KeptConversation): Conversation {
  const { id, account, others, unread } = kept;
  return { id, account, others, last: lastOf(kept), unread };
}

function asConversation(kept: KeptConversation | undefined): Conversation | undefined {
  return kept && shown(kept);
}
