import assert from "node:assert/strict";
import { toUri } from "@trunkline/social";
import type { Relay } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, write } from "./ground.ts";

const actor = toUri<"actor">("https://relay.example/actor");

const relayOf = ({ clock }: Ground, name: string, over: Partial<Relay> = {}): Relay => ({
  inbox: `https://${name}.example/inbox`,
  kind: "mastodon",
  actor: undefined,
  follow: `https://here.example/actor#relays/${name}`,
  state: "requested",
  at: clock.now(),
  ...over,
});

/** `RelayStore`: the relays that a server subscribes to. */
export const relayStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "F-105: keeps one relay for an inbox, and lists the earliest first",
    async prove(ground) {
      const { relays } = ground.storage.stores;
      const [one, two] = [relayOf(ground, "z"), relayOf(ground, "a", { kind: "litepub", actor })];
      ground.clock.advance(1000);
      const later = { ...two, at: ground.clock.now() };
      const add = (relay: Relay) => write(ground, (work) => work.relays.add(relay));
      assert.deepEqual(
        [await add(one), await add(later), await add({ ...one, follow: "else" })],
        [true, true, false],
      );
      assert.deepEqual(await relays.all(), [one, later]);
      assert.deepEqual(await relays.byActor(actor), later);
      assert.deepEqual(await relays.byFollow(one.follow), one);
      assert.equal(await relays.byFollow("else"), undefined);
    },
  },
  {
    promise: "F-105: keeps what a relay has answered, and forgets one that is removed",
    async prove(ground) {
      const { relays } = ground.storage.stores;
      const relay = relayOf(ground, "relay");
      await write(ground, (work) => work.relays.add(relay));
      await write(ground, (work) => work.relays.answer("else", { state: "rejected", actor }));
      assert.deepEqual(await relays.all(), [relay]);
      await write(ground, (work) => work.relays.answer(relay.follow, { state: "accepted", actor }));
      const accepted = { ...relay, state: "accepted", actor };
      assert.deepEqual(await relays.byActor(actor), accepted);
      const remove = () => write(ground, (work) => work.relays.remove(relay.inbox));
      assert.deepEqual([await remove(), await remove()], [accepted, undefined]);
      assert.deepEqual(await relays.all(), []);
    },
  },
];
