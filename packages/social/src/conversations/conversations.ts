import type { Account } from "../accounts/account.ts";
import { existingAccounts } from "../accounts/existing.ts";
import type { AccountId, ConversationId } from "../kernel/id.ts";
import { byId, inOrder, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage, Stores } from "../stores.ts";
import type { Conversation } from "./conversations.store.ts";

/** A conversation with all that rendering needs. */
export interface ConversationView {
  readonly conversation: Conversation;
  /** The others who take part and are still there; oneself, where one writes to oneself alone. */
  readonly accounts: readonly Account[];
  /** `undefined` where the viewer may not see the last status. */
  readonly last: StatusView | undefined;
}

export interface Conversations {
  /** Newest first, in a number of statements that does not grow with the list; paged by their last statuses. */
  list(viewer: AccountId, page: Page): Promise<Paged<ConversationView>>;
  /** Refuses with `not-found` what is another's. */
  show(viewer: AccountId, id: ConversationId): Promise<ConversationView>;
  /** Says whether the viewer has read it. Refuses with `not-found` what is another's. */
  mark(viewer: AccountId, id: ConversationId, unread: boolean): Promise<ConversationView>;
  /** Removes it for the viewer, until its next status. Refuses with `not-found` what is another's. */
  remove(viewer: AccountId, id: ConversationId): Promise<void>;
}

export interface ConversationsNeeds {
  readonly storage: Storage;
  readonly views: Views;
}

/** Reading conversations by direct statuses. */
export function createConversations(needs: ConversationsNeeds): Conversations {
  const { stores, transact } = needs.storage;
  const show = async (viewer: AccountId, id: ConversationId): Promise<ConversationView> => {
    const conversation = await stores.conversations.byId(viewer, id);
    const [view] = conversation === undefined ? [] : await viewsOf(viewer, [conversation], needs);
    if (view === undefined) throw new Refusal("not-found");
    return view;
  };
  return {
    async list(viewer, page) {
      const rows = await stores.conversations.of(viewer, page);
      const views = await viewsOf(
        viewer,
        rows.map(({ item }) => item),
        needs,
      );
      return pagedOf(
        rows.map(({ cursor, item }) => ({ cursor, item: item.id })),
        new Map(views.map((view) => [view.conversation.id, view])),
        page,
      );
    },

    show,

    async mark(viewer, id, unread) {
      await transact((work) => work.conversations.mark(viewer, id, unread));
      return show(viewer, id);
    },

    async remove(viewer, id) {
      const wasThere = await transact((work) => work.conversations.remove(viewer, id));
      if (!wasThere) throw new Refusal("not-found");
    },
  };
}

async function viewsOf(
  viewer: AccountId,
  conversations: readonly Conversation[],
  { storage, views }: ConversationsNeeds,
): Promise<readonly ConversationView[]> {
  const { stores }: { readonly stores: Stores } = storage;
  const people = conversations.flatMap(({ others }) => shownOf(viewer, others));
  const [accounts, statuses] = await Promise.all([
    existingAccounts(stores.accounts, [...new Set(people)]),
    views.named.see(
      viewer,
      conversations.map(({ last }) => last),
    ),
  ]);
  const known = byId(accounts);
  const seen = new Map(statuses.map((view) => [view.status.id, view]));
  return conversations.map((conversation) => ({
    conversation,
    accounts: inOrder(shownOf(viewer, conversation.others), known),
    last: seen.get(conversation.last),
  }));
}

function shownOf(viewer: AccountId, others: readonly AccountId[]): readonly AccountId[] {
  return others.length === 0 ? [viewer] : others;
}
