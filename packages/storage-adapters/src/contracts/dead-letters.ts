import assert from "node:assert/strict";
import { type DeadLetters, type DomainEvent, hours, type StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type EventGround } from "./events.ts";
import { write } from "./ground.ts";
import type { InboxGround } from "./inbox.ts";

/** A storage with its queues, and what was given up in them. */
export type DeadLetterGround = EventGround & InboxGround & { readonly deadLetters: DeadLetters };

const posted = (status: StatusId): DomainEvent => ({ type: "status.posted", status });

/** Records events whose follow-up throws, until each of them is given up. */
async function killEvents(ground: DeadLetterGround, count: number): Promise<readonly StatusId[]> {
  const ids = Array.from({ length: count }, () => ground.ids.next<"status">());
  for (const id of ids) await write(ground, async (work) => work.record(posted(id)));
  const follow = () => Promise.reject(new Error("broken"));
  for (let hour = 0; hour < 21; hour += 1) {
    ground.clock.advance(hours(1));
    await ground.events.relay(follow, 10);
  }
  return ids;
}

async function killActivity({ seen, inbox }: DeadLetterGround): Promise<void> {
  const [id, actor] = ["https://there.example/likes/1", "https://there.example/users/ana"];
  await seen.keep({ id, actor, type: "Like", body: "{}", recipient: undefined });
  for (const incoming of await inbox.claim(1)) await inbox.fail(incoming, "malformed", undefined);
}

/** `DeadLetters`: what was given up is kept with its reason, and can be had again. */
export const deadLetterContract: readonly Clause<DeadLetterGround>[] = [
  {
    promise: "R-011: lists what was given up, the latest first, with its reason",
    async prove(ground) {
      const ids = await killEvents(ground, 3);
      await killActivity(ground);
      const all = await ground.deadLetters.list("events", { limit: 9 });
      assert.deepEqual(
        all.map(({ reason, attempts, about }) => [
          reason,
          attempts,
          about.split(" ")[0],
          about.split(" ").at(-1),
        ]),
        ids.toReversed().map((id) => ["broken", 20, "status.posted", id]),
      );
      const before = all[0]?.id ?? "";
      assert.deepEqual(await ground.deadLetters.list("events", { limit: 1, before }), all.slice(1, 2));
      assert.deepEqual(
        (await ground.deadLetters.list("inbox", { limit: 9 })).map(({ about, at, reason }) => [
          about,
          at,
          reason,
        ]),
        [["Like https://there.example/likes/1", ground.clock.now(), "malformed"]],
      );
    },
  },
  {
    promise: "R-011: lets what was given up be tried again from the beginning",
    async prove(ground) {
      const [one = ground.ids.next(), other = ground.ids.next()] = await killEvents(ground, 2);
      await killActivity(ground);
      const [latest] = await ground.deadLetters.list("events", { limit: 1 });
      assert.equal(await ground.deadLetters.redrive({ kind: "events", ids: [latest?.id ?? ""] }), 1);
      const heard: DomainEvent[] = [];
      const follow = async (event: DomainEvent) => void heard.push(event);
      await ground.events.relay(follow, 10);
      assert.deepEqual(heard, [posted(other)]);
      assert.equal(await ground.deadLetters.redrive({ kind: "events" }), 1);
      await ground.events.relay(follow, 10);
      assert.deepEqual(heard, [posted(other), posted(one)]);
      assert.equal(await ground.deadLetters.redrive({ kind: "inbox" }), 1);
      assert.deepEqual(
        (await ground.inbox.claim(1)).map(({ attempts }) => attempts),
        [0],
      );
    },
  },
  {
    promise: "R-011: discards for good, and still knows an activity that comes again",
    async prove(ground) {
      await killEvents(ground, 1);
      await killActivity(ground);
      for (const kind of ["events", "inbox"] as const)
        assert.equal(await ground.deadLetters.discard({ kind }), 1);
      const counts = await ground.deadLetters.counts();
      assert.deepEqual([counts.events.dead, counts.inbox.dead], [0, 0]);
      await killActivity(ground);
      assert.deepEqual(await ground.deadLetters.list("inbox", { limit: 1 }), []);
    },
  },
  {
    promise: "counts what waits, what is due and what is held",
    async prove(ground) {
      const actor = "https://there.example/users/ana";
      for (const id of ["1", "2", "3"])
        await ground.seen.keep({ id, actor, type: "Like", body: "{}", recipient: undefined });
      const due = ground.clock.now();
      const [held, late] = await ground.inbox.claim(2);
      if (held === undefined || late === undefined) assert.fail("three wait");
      await ground.inbox.fail(late, "later", new Date(due.getTime() + hours(1)));
      const { inbox, deliveries } = await ground.deadLetters.counts();
      assert.deepEqual({ ...inbox }, { waiting: 3, due: 1, held: 1, dead: 0, dueSince: due });
      assert.deepEqual({ ...deliveries }, { waiting: 0, due: 0, held: 0, dead: 0, dueSince: undefined });
    },
  },
];
