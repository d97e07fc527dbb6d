import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { Status, StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage } from "../stores.ts";

/** How many posts a local account may show first. */
export const maxPins = 5;
/** How many of a remote account are kept. */
const maxRemotePins = 20;

export interface Pins {
  /** Refuses with `invalid` what is not one's own, a boost or direct, and with `limit-reached` a sixth. */
  add(viewer: AccountId, id: StatusId): Promise<StatusView>;
  remove(viewer: AccountId, id: StatusId): Promise<StatusView>;
  /** What an account shows first, as far as the viewer may see it, the last pinned before the others. */
  of(viewer: AccountId | undefined, account: AccountId, page: Page): Promise<Paged<StatusView>>;
}

/** What other servers may bring about: accounts there pin their own posts. */
export interface PinRules {
  /** Shows a remote account's post first, where it is the account's own and there is room. `true` when that is new. */
  receive(account: AccountId, status: Pick<Status, "id" | "account" | "boostOf">): Promise<boolean>;
  receiveRemoval(account: AccountId, status: StatusId): Promise<void>;
  /** Makes these the ones that a remote account shows first, and no others; the first comes first. */
  receiveAll(
    account: AccountId,
    statuses: readonly Pick<Status, "id" | "account" | "boostOf">[],
  ): Promise<void>;
}

export interface PinsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly views: Views;
}

/** Showing posts first on one's page. */
export function createPins({ storage, clock, views }: PinsNeeds): Pins & PinRules {
  const { stores, transact } = storage;
  return {
    async add(viewer, id) {
      await views.show(viewer, id);
      await transact(async (work) => {
        const status = await work.statuses.byId(id);
        if (status === undefined) throw new Refusal("not-found");
        refuseUnpinnable(status, viewer);
        const pinned = await work.pins.of(viewer, { limit: maxPins });
        if (pinned.some(({ item }) => item === id)) return;
        if (pinned.length >= maxPins)
          throw new Refusal("limit-reached", `No more than ${maxPins} posts can be pinned.`);
        if (await work.pins.add(viewer, id, clock.now()))
          work.record({ type: "status.pinned", account: viewer, status: id });
      });
      return views.show(viewer, id);
    },

    async remove(viewer, id) {
      await transact(async (work) => {
        if (await work.pins.remove(viewer, id))
          work.record({ type: "status.unpinned", account: viewer, status: id });
      });
      return views.show(viewer, id);
    },

    of: async (viewer, account, page) => views.named.page(viewer, await stores.pins.of(account, page), page),

    receive: (account, status) =>
      transact(async (work) => {
        if (status.account !== account || status.boostOf !== undefined) return false;
        const pinned = await work.pins.of(account, { limit: maxRemotePins });
        return pinned.length < maxRemotePins && work.pins.add(account, status.id, clock.now());
      }),

    receiveRemoval: (account, status) =>
      transact(async (work) => void (await work.pins.remove(account, status))),

    receiveAll: (account, statuses) =>
      transact(async (work) => {
        const own = statuses.filter((status) => status.account === account && status.boostOf === undefined);
        const wanted = own.slice(0, maxRemotePins).map(({ id }) => id);
        const stood = await work.pins.of(account, { limit: maxRemotePins });
        for (const { item } of stood) await work.pins.remove(account, item);
        for (const id of wanted.toReversed()) await work.pins.add(account, id, clock.now());
      }),
  };
}

function refuseUnpinnable({ account, boostOf, visibility }: Status, viewer: AccountId): void {
  if (account !== viewer) throw new Refusal("invalid", "Somebody else's post cannot be pinned.");
  if (boostOf !== undefined) throw new Refusal("invalid", "A boost cannot be pinned.");
  if (visibility === "direct") throw new Refusal("invalid", "A direct post cannot be pinned.");
}
