import assert from "node:assert/strict";
import { type AccountId, type DomainEvent, type EventLog, hours, type StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newAccount, person, write } from "./ground.ts";

/** A storage with the log of its events. */
export interface EventGround extends Ground {
  readonly events: EventLog;
}

const posted = (status: StatusId): DomainEvent => ({ type: "status.posted", status });
const deleted = (status: StatusId): DomainEvent => ({ type: "status.deleted", status });

/** Records each event in a transaction of its own. */
async function record(ground: Ground, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) await write(ground, async (work) => work.record(event));
}

async function relayAll(ground: EventGround, follow: Parameters<EventLog["relay"]>[0]): Promise<number> {
  for (let total = 0; ;) {
    const count = await ground.events.relay(follow, 10);
    if (count === 0) return total;
    total += count;
  }
}

/** `EventLog`: what happened is followed up, once, in order. */
export const eventLogContract: readonly Clause<EventGround>[] = [
  {
    promise: "follows up each committed event once",
    async prove(ground) {
      const [one, two] = [posted(ground.ids.next()), posted(ground.ids.next())];
      await record(ground, [one, two]);
      const doomed = write(ground, async (work) => {
        work.record(posted(ground.ids.next()));
        throw new Error("rolled back");
      });
      await assert.rejects(doomed);
      const heard: DomainEvent[] = [];
      const count = await relayAll(ground, async (event) => void heard.push(event));
      assert.deepEqual(heard, [one, two]);
      assert.equal(count, 2);
      assert.equal(await ground.events.relay(async () => undefined, 10), 0);
    },
  },
  {
    promise: "keeps the order of one subject, also past a failure",
    async prove(ground) {
      const [a, b] = [ground.ids.next<"status">(), ground.ids.next<"status">()];
      await record(ground, [posted(a), deleted(a), posted(b)]);
      const heard: DomainEvent[] = [];
      let failures = 0;
      const follow = async (event: DomainEvent) => {
        if (event.type === "status.posted" && event.status === a && failures++ === 0)
          throw new Error("not yet");
        heard.push(event);
      };
      await relayAll(ground, follow);
      assert.deepEqual(heard, [posted(b)]);
      ground.clock.advance(hours(1));
      await relayAll(ground, follow);
      assert.deepEqual(heard, [posted(b), posted(a), deleted(a)]);
    },
  },
  {
    promise: "undoes what a failed follow-up wrote, and keeps what the others wrote",
    async prove(ground) {
      const [bad, good] = [ground.ids.next<"status">(), ground.ids.next<"status">()];
      await record(ground, [posted(bad), posted(good)]);
      const made = new Map<StatusId, AccountId>();
      await relayAll(ground, async (event, work) => {
        if (event.type !== "status.posted") return;
        const account = newAccount(ground, event.status === bad ? "bad" : "good");
        made.set(event.status, account.id);
        await work.accounts.add(account);
        if (event.status === bad) throw new Error("no");
      });
      const { accounts } = ground.storage.stores;
      assert.equal(await accounts.byId(made.get(bad) ?? ground.ids.next()), undefined);
      assert.equal((await accounts.byId(made.get(good) ?? ground.ids.next()))?.username, "good");
    },
  },
  {
    promise: "follows up what a follow-up records",
    async prove(ground) {
      const id = ground.ids.next<"status">();
      await record(ground, [posted(id)]);
      const heard: string[] = [];
      await relayAll(ground, async (event, work) => {
        heard.push(event.type);
        if (event.type === "status.posted") work.record(deleted(event.status));
      });
      assert.deepEqual(heard, ["status.posted", "status.deleted"]);
    },
  },
  {
    promise: "sets an event aside after many tries, and lets those behind it through",
    async prove(ground) {
      const id = ground.ids.next<"status">();
      await record(ground, [posted(id), deleted(id)]);
      let tries = 0;
      const heard: string[] = [];
      for (let hour = 0; hour < 30; hour += 1) {
        ground.clock.advance(hours(1));
        await ground.events.relay(async (event) => {
          if (event.type === "status.posted") throw new Error(`failed ${(tries += 1)} times`);
          heard.push(event.type);
        }, 10);
      }
      assert.equal(tries, 20);
      assert.deepEqual(heard, ["status.deleted"]);
    },
  },
  {
    promise: "follows up once what several relays reach for at once",
    async prove(ground) {
      await person(ground, "ana");
      const ids = Array.from({ length: 20 }, () => ground.ids.next<"status">());
      await record(ground, ids.map(posted));
      const heard: string[] = [];
      const follow = async (event: DomainEvent) =>
        void heard.push(event.type === "status.posted" ? event.status : "");
      await Promise.all([relayAll(ground, follow), relayAll(ground, follow), relayAll(ground, follow)]);
      await relayAll(ground, follow);
      assert.deepEqual([...heard].sort(), [...ids].sort());
    },
  },
];
