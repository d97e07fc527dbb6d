import type { EventOf } from "../kernel/event.ts";
import { toUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock, Ids, Remote } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { Relay } from "./relays.store.ts";

/** The relays that public posts go to and come from. For operators alone. */
export interface Relays {
  /**
   * Asks a relay for its posts, and offers it ours: by its inbox (as Mastodon does), or by its actor (as Pleroma does).
   * Nothing is sent there before it agrees. Refuses `invalid`, `conflict` and `unreachable`.
   */
  add(address: string): Promise<Relay>;
  /** Takes the subscription back. The address is that of its inbox or of its actor. Refuses `not-found`. */
  remove(address: string): Promise<Relay>;
  list(): Promise<readonly Relay[]>;
}

export interface RelaysNeeds {
  readonly storage: Storage;
  readonly remote: Remote;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Home;
}

export function createRelays(needs: RelaysNeeds): Relays {
  const { stores, transact } = needs.storage;
  return {
    async add(address) {
      const relay = await newRelay(readAddress(address, needs.settings), needs);
      await transact(async (work) => {
        if (!(await work.relays.add(relay)))
          throw new Refusal("conflict", `${relay.inbox} is there already.`);
        work.record(eventOf("relay.added", relay));
      });
      return relay;
    },
    async remove(address) {
      const all = await stores.relays.all();
      const found = all.find(({ inbox, actor }) => inbox === address || actor === address);
      const removed = await transact(async (work) => {
        const relay = found && (await work.relays.remove(found.inbox));
        if (relay !== undefined) work.record(eventOf("relay.removed", relay));
        return relay;
      });
      if (removed === undefined) throw new Refusal("not-found", `${address} is no relay of this server.`);
      return removed;
    },
    list: () => stores.relays.all(),
  };
}

function eventOf(
  type: "relay.added" | "relay.removed",
  { inbox, follow, kind, actor }: Relay,
): EventOf<"relay.added" | "relay.removed"> {
  const followed = kind === "litepub" ? actor : undefined;
  return { type, relay: inbox, follow, ...(followed === undefined ? {} : { actor: followed }) };
}

function readAddress(address: string, settings: Home): URL {
  const url = URL.parse(address);
  const isWeb = url !== null && ["https:", "http:"].includes(url.protocol) && url.hash === "";
  if (url === null || !isWeb || isOurs(url.href, settings)) {
    throw new Refusal("invalid", `${address} is not the address of a relay.`);
  }
  return url;
}

async function newRelay(url: URL, { storage, remote, clock, ids, settings }: RelaysNeeds): Promise<Relay> {
  const follow = `${settings.origin}/actor#relays/${ids.secret()}`;
  const common = { follow, state: "requested", at: clock.now() } as const;
  if (url.pathname.endsWith("/inbox")) {
    return { ...common, inbox: url.href, kind: "mastodon", actor: undefined };
  }
  const id = await remote.account(url.href);
  const account = id && (await storage.stores.accounts.byId(id));
  if (account === undefined) throw new Refusal("unreachable", `Nobody is found at ${url.href}.`);
  return { ...common, inbox: account.endpoints.inbox, kind: "litepub", actor: toUri(account.uri) };
}
