import assert from "node:assert/strict";
import type { Delivery, DeliveryQueue } from "@trunkline/activitypub";
import { type DeadLetters, minutes, seconds, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, write } from "./ground.ts";

/** A storage with the queue to which its outbox leads. */
export interface DeliveryGround extends Ground {
  readonly deliveries: DeliveryQueue;
  readonly deadLetters: DeadLetters;
}

const activityId = "https://here.example/activities/1";
const sender = "https://here.example/users/ana";

/** Leaves an activity for the inboxes, in a transaction of its own. */
async function send(ground: Ground, inboxes: readonly string[], id: string = activityId): Promise<void> {
  const outgoing = { activityId: id, sender: toUri<"actor">(sender), body: `{"id":"${id}"}`, inboxes };
  await write(ground, (work) => work.outbox.add(outgoing));
}

const inboxes = (hosts: readonly string[]) => hosts.map((host) => `https://${host}.example/inbox`);

async function claimOne({ deliveries }: DeliveryGround) {
  const [delivery] = await deliveries.claim(1);
  return delivery ?? assert.fail("a delivery is due");
}

const sending: readonly Clause<DeliveryGround>[] = [
  {
    promise: "leases one delivery for each inbox, with all that it needs",
    async prove(ground) {
      await send(ground, inboxes(["a", "b", "a"]));
      const claimed = await ground.deliveries.claim(9);
      assert.deepEqual(claimed.map(({ inbox }) => inbox).sort(), inboxes(["a", "b"]));
      const { activityId: id, sender: by, body, attempts } = claimed[0] ?? assert.fail("two were claimed");
      assert.deepEqual([id, by, body, attempts], [activityId, sender, `{"id":"${activityId}"}`, 0]);
      assert.deepEqual(await ground.deliveries.claim(9), []);
    },
  },
  {
    promise: "names the request in whose course a delivery was left",
    async prove(ground) {
      const outgoing = { activityId, sender: toUri<"actor">(sender), body: "{}", inboxes: inboxes(["a"]) };
      await write(ground, (work) => work.outbox.add({ ...outgoing, request: "request-1" }));
      assert.equal((await claimOne(ground)).request, "request-1");
    },
  },
  {
    promise: "leaves nothing to be sent when the transaction throws",
    async prove(ground) {
      const outgoing = { activityId, sender: toUri<"actor">(sender), body: "{}", inboxes: inboxes(["a"]) };
      const doomed = write(ground, async (work) => {
        await work.outbox.add(outgoing);
        throw new Error("rolled back");
      });
      await assert.rejects(doomed);
      assert.deepEqual(await ground.deliveries.claim(9), []);
    },
  },
  {
    promise: "never sends an activity twice to one inbox, and sends it to those that come later",
    async prove(ground) {
      await send(ground, inboxes(["a"]));
      await send(ground, inboxes(["a"]));
      const delivery = await claimOne(ground);
      await ground.deliveries.settle(delivery, { type: "delivered" });
      await send(ground, inboxes(["a", "b"]));
      assert.deepEqual(
        (await ground.deliveries.claim(9)).map(({ inbox }) => inbox),
        inboxes(["b"]),
      );
    },
  },
  {
    promise: "does not let one host fill a claim",
    async prove(ground) {
      for (let count = 0; count < 60; count += 1) {
        await send(
          ground,
          [`https://busy.example/inbox/${count}`],
          `https://here.example/activities/${count}`,
        );
      }
      await send(ground, inboxes(["quiet"]), "https://here.example/activities/last");
      const hosts = (await ground.deliveries.claim(20)).map(({ inbox }) => new URL(inbox).host);
      assert.ok(hosts.includes("quiet.example"));
    },
  },
];

const settling: readonly Clause<DeliveryGround>[] = [
  {
    promise: "forgets a delivery that arrived, and keeps the others",
    async prove(ground) {
      await send(ground, inboxes(["a", "b"]));
      for (const delivery of await ground.deliveries.claim(9)) {
        if (delivery.inbox.includes("a.example"))
          await ground.deliveries.settle(delivery, { type: "delivered" });
      }
      ground.clock.advance(minutes(10));
      const [left] = await ground.deliveries.claim(9);
      assert.deepEqual([left?.inbox, left?.body], [inboxes(["b"])[0], `{"id":"${activityId}"}`]);
    },
  },
  {
    promise: "tries again at the given time, and not before",
    async prove(ground) {
      await send(ground, inboxes(["a"]));
      const at = new Date(ground.clock.now().getTime() + minutes(30));
      await ground.deliveries.settle(await claimOne(ground), { type: "retry", at, reason: "no answer" });
      ground.clock.advance(minutes(29));
      assert.deepEqual(await ground.deliveries.claim(9), []);
      ground.clock.advance(minutes(1));
      assert.equal((await claimOne(ground)).attempts, 1);
    },
  },
  {
    promise: "gives up for good on what failed",
    async prove(ground) {
      await send(ground, inboxes(["a"]));
      await ground.deliveries.settle(await claimOne(ground), { type: "failed", reason: "gone" });
      ground.clock.advance(minutes(1000));
      assert.deepEqual(await ground.deliveries.claim(9), []);
      await send(ground, inboxes(["a"]));
      assert.deepEqual(await ground.deliveries.claim(9), []);
    },
  },
  {
    promise: "hands what a dead worker held to another, and lets the late one change nothing",
    async prove(ground) {
      await send(ground, inboxes(["a"]));
      const late = await claimOne(ground);
      ground.clock.advance(minutes(10));
      const second = await claimOne(ground);
      assert.equal(second.attempts, 1);
      await ground.deliveries.settle(late, { type: "delivered" });
      ground.clock.advance(minutes(10));
      const third = await claimOne(ground);
      await ground.deliveries.settle(third, { type: "delivered" });
      ground.clock.advance(minutes(10));
      assert.deepEqual(await ground.deliveries.claim(9), []);
    },
  },
  {
    promise: "R-005: has what a dead worker held back after half a minute, and not before",
    async prove(ground) {
      await send(ground, inboxes(["a"]));
      await claimOne(ground);
      ground.clock.advance(seconds(29));
      assert.deepEqual(await ground.deliveries.claim(1), []);
      ground.clock.advance(seconds(1));
      await claimOne(ground);
    },
  },
  {
    promise: "R-005: sets aside what took five workers with it, and has it again when it is redriven",
    async prove(ground) {
      const { deliveries, deadLetters, clock } = ground;
      await send(ground, inboxes(["a"]));
      for (let worker = 1; worker <= 5; worker += 1) {
        await claimOne(ground);
        clock.advance(seconds(31));
      }
      assert.deepEqual(await deliveries.claim(1), []);
      const letters = await deadLetters.list("deliveries", { limit: 9 });
      const about = `${activityId} to ${inboxes(["a"])[0]}`;
      assert.deepEqual(
        letters.map((letter) => [letter.about, letter.reason]),
        [[about, "its worker died 5 times"]],
      );
      assert.equal(await deadLetters.redrive({ kind: "deliveries" }), 1);
      assert.equal((await claimOne(ground)).attempts, 0);
    },
  },
  {
    promise: "R-011: keeps what was given up with its reason, until it is discarded",
    async prove(ground) {
      const { deliveries, deadLetters } = ground;
      await send(ground, inboxes(["a", "b"]));
      for (const one of await deliveries.claim(9))
        await deliveries.settle(one, { type: "failed", reason: "no" });
      const letters = await deadLetters.list("deliveries", { limit: 9 });
      assert.deepEqual(
        letters.map(({ reason, at }) => [reason, at]),
        [1, 2].map(() => ["no", ground.clock.now()]),
      );
      const [latest, earlier] = letters;
      if (latest === undefined || earlier === undefined) assert.fail("there are two");
      assert.equal(await deadLetters.discard({ kind: "deliveries", ids: [latest.id, "99999"] }), 1);
      assert.equal((await deadLetters.counts()).deliveries.dead, 1);
      assert.equal(await deadLetters.redrive({ kind: "deliveries", ids: [earlier.id] }), 1);
      assert.equal((await claimOne(ground)).inbox, earlier.about.split(" to ")[1]);
    },
  },
];

/** Leaves an activity about something, for the inboxes. */
async function tell(
  ground: Ground,
  name: string,
  {
    about,
    hosts,
    ...manner
  }: {
    readonly about: string;
    readonly hosts: readonly string[];
    readonly insists?: true;
    readonly synchronises?: true;
  },
): Promise<void> {
  const activity = `https://here.example/activities/${name}`;
  const outgoing = {
    activityId: activity,
    sender: toUri<"actor">(sender),
    body: name,
    inboxes: inboxes(hosts),
  };
  await write(ground, (work) => work.outbox.add({ ...outgoing, thread: about, ...manner }));
}

/** What is due, as in `a update`: where it goes, and what it says. */
const dueNow = (claimed: readonly Delivery[]): readonly string[] =>
  claimed.map(({ inbox, body }) => `${new URL(inbox).host.split(".", 1)[0]} ${body}`).sort();

const ordering: readonly Clause<DeliveryGround>[] = [
  {
    promise:
      "F-212: hands out what is about one thing in order for each host, whatever is put off, and keeps no other waiting",
    async prove(ground) {
      const { deliveries, clock } = ground;
      await tell(ground, "create", { about: "note", hosts: ["a", "b"] });
      await tell(ground, "update", { about: "note", hosts: ["a", "b", "c"] });
      await tell(ground, "delete", { about: "note", hosts: ["a", "b"] });
      await tell(ground, "other", { about: "else", hosts: ["a"] });
      const first = await deliveries.claim(9);
      assert.deepEqual(dueNow(first), ["a create", "a other", "b create", "c update"]);
      for (const one of first) {
        const at = new Date(clock.now().getTime() + minutes(5));
        const isLate = one.inbox.includes("//b.") && one.body === "create";
        await deliveries.settle(one, isLate ? { type: "retry", at, reason: "no" } : { type: "delivered" });
      }
      const second = await deliveries.claim(9);
      assert.deepEqual(dueNow(second), ["a update"]);
      for (const one of second) await deliveries.settle(one, { type: "delivered" });
      assert.deepEqual(dueNow(await deliveries.claim(9)), ["a delete"]);
      clock.advance(minutes(5));
      const late = (await deliveries.claim(9)).find(({ body }) => body === "create");
      if (late === undefined) assert.fail("the first is due again");
      await deliveries.settle(late, { type: "failed", reason: "no" });
      assert.deepEqual(dueNow(await deliveries.claim(9)), ["b update"]);
    },
  },
  {
    promise: "knows since when a delivery waits, whether it insists, and whether it tells of followers",
    async prove(ground) {
      const { deliveries, clock } = ground;
      const since = clock.now();
      await tell(ground, "post", { about: "note", hosts: ["a"], synchronises: true });
      await tell(ground, "follow", { about: "follow", hosts: ["b"], insists: true });
      clock.advance(minutes(1));
      const claimed = await deliveries.claim(9);
      assert.deepEqual(
        claimed.map((one) => [one.body, one.insists, one.synchronises, one.since]),
        [
          ["post", false, true, since],
          ["follow", true, false, since],
        ],
      );
    },
  },
];

/** `OutboxStore` and `DeliveryQueue`: what is left to be sent, and sending it. */
export const deliveryContract: readonly Clause<DeliveryGround>[] = [...sending, ...settling, ...ordering];
