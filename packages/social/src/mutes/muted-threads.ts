import type { EventOf } from "../kernel/event.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Clock } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import { visibleStatus } from "../statuses/visible.ts";
import type { Storage, Work } from "../stores.ts";

/** Wanting no news of a conversation, which stays in sight. */
export interface MutedThreads {
  /** Mutes the whole conversation that a status belongs to. A second time it changes nothing. Refuses `not-found`. */
  mute(viewer: AccountId, status: StatusId): Promise<StatusView>;
  unmute(viewer: AccountId, status: StatusId): Promise<StatusView>;
}

export interface MutedThreadsNeeds {
  readonly storage: Storage;
  readonly views: Views;
  readonly clock: Clock;
}

export function createMutedThreads({ storage, views, clock }: MutedThreadsNeeds): MutedThreads {
  return {
    async mute(viewer, id) {
      const { conversation } = await visibleStatus(storage.stores, viewer, id);
      await storage.transact((work) => work.mutedThreads.add(viewer, conversation, clock.now()));
      return views.show(viewer, id);
    },
    async unmute(viewer, id) {
      const { conversation } = await visibleStatus(storage.stores, viewer, id);
      await storage.transact((work) => work.mutedThreads.remove(viewer, conversation));
      return views.show(viewer, id);
    },
  };
}

/** Whom nobody tells anything any more mutes nothing. */
export async function forgetMutedThreads(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.mutedThreads.removeAllOf(account);
}
