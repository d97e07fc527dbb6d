import type { RelayStore } from "../relays/relays.store.ts";
import type { Tables } from "./tables.ts";

export function relayStore({ relays }: Tables): RelayStore {
  return {
    async add(relay) {
      if (relays.has(relay.inbox)) return false;
      relays.set(relay.inbox, relay);
      return true;
    },
    async remove(inbox) {
      const relay = relays.get(inbox);
      relays.delete(inbox);
      return relay;
    },
    all: async () => relays.values(),
    byFollow: async (follow) => relays.values().find((relay) => relay.follow === follow),
    byActor: async (actor) => relays.values().find((relay) => relay.actor === actor),
    async answer(follow, answer) {
      const relay = relays.values().find((one) => one.follow === follow);
      if (relay !== undefined) relays.set(relay.inbox, { ...relay, ...answer });
    },
  };
}
