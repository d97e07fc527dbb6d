import assert from "node:assert/strict";
import { type DeadLetters, type FollowersClaim, type InboxStore, minutes, seconds } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import type { MovableClock } from "./ground.ts";

/** An activity as the inbox accepts it; the shape of `ReceivedActivity`, with addresses as text. */
interface Received {
  readonly id: string;
  readonly actor: string;
  readonly type: string;
  readonly body: string;
  readonly recipient: string | undefined;
  readonly followers?: FollowersClaim;
  readonly via?: string;
  readonly request?: string;
}

/** Both ends of the inbox: where activities come in, and where they are dealt with. */
export interface InboxGround {
  readonly seen: { keep(activity: Received): Promise<"new" | "seen"> };
  readonly inbox: InboxStore;
  readonly deadLetters: DeadLetters;
  readonly clock: MovableClock;
}

const received = (id: string, over: Partial<Received> = {}): Received => ({
  id: `https://there.example/activities/${id}`,
  actor: "https://there.example/users/ana",
  type: "Like",
  body: `{"id":"${id}"}`,
  recipient: undefined,
  ...over,
});

const keeping: readonly Clause<InboxGround>[] = [
  {
    promise: "names the request with which an activity came",
    async prove({ seen, inbox }) {
      await seen.keep(received("1", { request: "request-1" }));
      await seen.keep(received("2"));
      assert.deepEqual(
        (await inbox.claim(2)).map(({ request }) => request),
        ["request-1", undefined],
      );
    },
  },
  {
    promise: "keeps an activity once for an actor",
    async prove({ seen }) {
      const actor = "https://else.example/users/eve";
      assert.equal(await seen.keep(received("1")), "new");
      assert.equal(await seen.keep(received("1", { body: "{}" })), "seen");
      assert.equal(await seen.keep(received("1", { actor })), "new");
    },
  },
  {
    promise: "hands out what came with an activity about followers, and who passed it on",
    async prove({ seen, inbox }) {
      const actor = "https://there.example/users/ana";
      const followers = { collection: `${actor}/followers`, digest: "0a".repeat(32), url: `${actor}/here` };
      await seen.keep(received("1", { followers }));
      await seen.keep(received("2", { via: "https://relay.example/actor" }));
      const claimed = await inbox.claim(9);
      assert.deepEqual(
        claimed.map((one) => [one.followers, one.via]),
        [
          [followers, undefined],
          [undefined, "https://relay.example/actor"],
        ],
      );
    },
  },
  {
    promise: "calls one of fifty copies new",
    async prove({ seen, inbox }) {
      const copies = Array.from({ length: 50 }, () => seen.keep(received("1")));
      const answers = await Promise.all(copies);
      assert.equal(answers.filter((answer) => answer === "new").length, 1);
      assert.equal((await inbox.claim(99)).length, 1);
    },
  },
  {
    promise: "still knows an activity that was dealt with, or set aside",
    async prove({ seen, inbox }) {
      for (const id of ["1", "2"]) await seen.keep(received(id));
      const [one, two] = await inbox.claim(2);
      if (one === undefined || two === undefined) assert.fail("both are due");
      await inbox.done(one);
      await inbox.fail(two, "malformed", undefined);
      for (const id of ["1", "2"]) assert.equal(await seen.keep(received(id)), "seen");
      assert.deepEqual(await inbox.claim(9), []);
    },
  },
];

const claiming: readonly Clause<InboxGround>[] = [
  {
    promise: "leases what is due, oldest first, with all that came",
    async prove({ seen, inbox }) {
      const recipient = "https://here.example/users/bo";
      for (const activity of [received("1"), received("2", { recipient }), received("3")])
        await seen.keep(activity);
      const first = await inbox.claim(2);
      assert.deepEqual(
        first.map(({ body }) => body),
        ['{"id":"1"}', '{"id":"2"}'],
      );
      assert.deepEqual(
        first.map((incoming) => incoming.recipient),
        [undefined, recipient],
      );
      assert.deepEqual(
        first.map(({ actor, attempts }) => [actor, attempts]),
        [
          ["https://there.example/users/ana", 0],
          ["https://there.example/users/ana", 0],
        ],
      );
      assert.deepEqual(
        (await inbox.claim(9)).map(({ body }) => body),
        ['{"id":"3"}'],
      );
    },
  },
  {
    promise: "hands what a dead worker held to another, and lets the late one change nothing",
    async prove({ seen, inbox, clock }) {
      await seen.keep(received("1"));
      const [late] = await inbox.claim(1);
      clock.advance(minutes(10));
      const [second] = await inbox.claim(1);
      if (late === undefined || second === undefined) assert.fail("the lease ran out");
      assert.equal(second.attempts, 1);
      await inbox.done(late);
      await inbox.fail(late, "late", undefined);
      clock.advance(minutes(10));
      const [third] = await inbox.claim(1);
      if (third === undefined) assert.fail("the late one settled it");
      await inbox.done(third);
      clock.advance(minutes(10));
      assert.deepEqual(await inbox.claim(1), []);
    },
  },
  {
    promise: "R-005: has what a dead worker held back after half a minute, and not before",
    async prove({ seen, inbox, clock }) {
      await seen.keep(received("1"));
      await inbox.claim(1);
      clock.advance(seconds(29));
      assert.deepEqual(await inbox.claim(1), []);
      clock.advance(seconds(1));
      assert.equal((await inbox.claim(1)).length, 1);
    },
  },
  {
    promise: "R-005: sets aside what took five workers with it, and hands out the others",
    async prove({ seen, inbox, deadLetters, clock }) {
      for (const id of ["poison", "1"]) await seen.keep(received(id));
      let workers = 0;
      for (let round = 0; round < 10; round += 1) {
        const claimed = await inbox.claim(9);
        const isFatal = claimed.some(({ body }) => body.includes("poison"));
        if (isFatal) workers += 1;
        else for (const one of claimed) await inbox.done(one);
        clock.advance(seconds(31));
      }
      assert.equal(workers, 5);
      assert.deepEqual(await inbox.claim(9), []);
      const letters = await deadLetters.list("inbox", { limit: 9 });
      assert.deepEqual(
        letters.map(({ about, reason, attempts }) => [about, reason, attempts]),
        [["Like https://there.example/activities/poison", "its worker died 5 times", 5]],
      );
    },
  },
  {
    promise: "puts off until then, and not before",
    async prove({ seen, inbox, clock }) {
      await seen.keep(received("1"));
      const [incoming] = await inbox.claim(1);
      if (incoming === undefined) assert.fail("it is due");
      const at = new Date(clock.now().getTime() + minutes(30));
      await inbox.fail(incoming, "unreachable", at);
      clock.advance(minutes(29));
      assert.deepEqual(await inbox.claim(1), []);
      clock.advance(minutes(1));
      assert.equal((await inbox.claim(1))[0]?.attempts, 1);
    },
  },
];

/** `SeenActivities` and `InboxStore`: what came is kept, and dealt with. */
export const inboxContract: readonly Clause<InboxGround>[] = [...keeping, ...claiming];
