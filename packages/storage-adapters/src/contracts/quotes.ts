import assert from "node:assert/strict";
import { after, days, minutes, type Quote, type StatusId, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, statusOf, write } from "./ground.ts";
import { walk } from "./lists.ts";

async function quoteOf(ground: Ground, status: StatusId, over: Partial<Quote> = {}): Promise<Quote> {
  const quoted = over.quoted === undefined ? undefined : await statusOf(ground, over.quoted);
  return {
    status,
    quotedUri: quoted?.uri ?? toUri("https://there.example/notes/1"),
    quoted: undefined,
    quotedAccount: quoted?.account,
    state: "pending",
    isLegacy: false,
    stamp: undefined,
    request: undefined,
    nesting: 0,
    checkAt: undefined,
    attempts: 0,
    ...over,
  };
}

const count = async (ground: Ground, id: StatusId): Promise<number> =>
  (await statusOf(ground, id)).quotesCount;

/** `QuoteStore`: which status quotes which, and whether it may. */
export const quoteStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one quote for a status, the last that was put",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const [quoting, quoted] = [await post(ground, ana), await post(ground, ana)];
      const first = await quoteOf(ground, quoting);
      const checkAt = ground.clock.now();
      const second = await quoteOf(ground, quoting, {
        quoted,
        stamp: "https://s",
        request: "https://r",
        checkAt,
      });
      const { quotes } = ground.storage.stores;
      await write(ground, (work) => work.quotes.put(first));
      assert.deepEqual(await quotes.of([quoting]), [first]);
      await write(ground, (work) => work.quotes.put(second));
      assert.deepEqual(await quotes.of([quoting, quoted]), [second]);
      assert.deepEqual(await quotes.byRequest("https://r"), second);
      assert.deepEqual(await quotes.byStamp("https://s"), [second]);
      assert.deepEqual(
        [await quotes.byRequest("https://x"), await quotes.byStamp("https://x")],
        [undefined, []],
      );
    },
  },
  {
    promise: "changes a quote only out of the states that were named",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const quoting = await post(ground, ana);
      const quote = await quoteOf(ground, quoting);
      await write(ground, (work) => work.quotes.put(quote));
      const change = (from: Quote["state"]) =>
        write(ground, (work) => work.quotes.change(quoting, [from], { state: "revoked", attempts: 2 }));
      assert.equal(await change("accepted"), undefined);
      assert.deepEqual(await change("pending"), { ...quote, state: "revoked", attempts: 2 });
      assert.equal(await change("pending"), undefined);
    },
  },
  {
    promise: "counts accepted quotes that anybody can see, and no others, while they stand",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [quoted, other] = [await post(ground, ana), await post(ground, ana)];
      const [open, closed] = [await post(ground, bo), await post(ground, bo, { visibility: "private" })];
      const put = async (status: StatusId, over: Partial<Quote>) => {
        const quote = await quoteOf(ground, status, { quoted, ...over });
        await write(ground, (work) => work.quotes.put(quote));
      };
      await put(open, { state: "pending" });
      assert.equal(await count(ground, quoted), 0);
      await put(open, { state: "accepted" });
      await put(open, { state: "accepted" });
      await put(closed, { state: "accepted" });
      assert.equal(await count(ground, quoted), 1);
      await put(open, { state: "accepted", quoted: other });
      assert.deepEqual([await count(ground, quoted), await count(ground, other)], [0, 1]);
      await write(ground, (work) => work.quotes.remove(open));
      assert.equal(await count(ground, other), 0);
      await put(open, { state: "accepted" });
      await write(ground, (work) => work.statuses.remove(open, ground.clock.now()));
      assert.equal(await count(ground, quoted), 0);
      await write(ground, (work) => work.quotes.change(open, ["accepted"], { state: "revoked" }));
      assert.equal(await count(ground, quoted), 0);
    },
  },
  {
    promise: "takes a reply that quotes what it answers out of both counters when it goes",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const quoted = await post(ground, ana);
      const answer = await post(ground, ana, { inReplyTo: quoted, inReplyToAccount: ana });
      const quote = await quoteOf(ground, answer, { quoted, state: "accepted" });
      await write(ground, (work) => work.quotes.put(quote));
      const counts = async () => {
        const { repliesCount, quotesCount } = await statusOf(ground, quoted);
        return [repliesCount, quotesCount];
      };
      assert.deepEqual(await counts(), [1, 1]);
      await write(ground, (work) => work.statuses.remove(answer, ground.clock.now()));
      assert.deepEqual(await counts(), [0, 0]);
    },
  },
  {
    promise: "lists what quotes a status with consent, newest first, without what is gone",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const quoted = await post(ground, ana);
      const all: StatusId[] = [];
      for (let index = 0; index < 6; index += 1) all.push(await post(ground, ana));
      for (const id of all) {
        const state = id === all[1] ? "pending" : "accepted";
        const quote = await quoteOf(ground, id, { quoted, state });
        await write(ground, (work) => work.quotes.put(quote));
      }
      await write(ground, (work) => work.statuses.remove(all[2] ?? quoted, ground.clock.now()));
      const left = all.filter((_, index) => index !== 1 && index !== 2).reverse();
      const { quotes } = ground.storage.stores;
      assert.deepEqual(await walk((page) => quotes.quoting(quoted, page)), { down: left, up: left });
    },
  },
  {
    promise: "names what is due, the longest overdue first",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const now = ground.clock.now();
      const [late, later, never] = [
        await post(ground, ana),
        await post(ground, ana),
        await post(ground, ana),
      ];
      for (const [id, checkAt] of [
        [late, after(now, -minutes(1))],
        [later, after(now, -days(1))],
        [never, after(now, days(1))],
      ] as const) {
        const quote = await quoteOf(ground, id, { checkAt });
        await write(ground, (work) => work.quotes.put(quote));
      }
      const due = await ground.storage.stores.quotes.due(now, 9);
      assert.deepEqual(
        due.map(({ status }) => status),
        [later, late],
      );
      assert.equal((await ground.storage.stores.quotes.due(now, 1)).length, 1);
    },
  },
];

/** `PolicyStore`: what may be done with statuses. */
export const policyStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps the last policy of a status, also what it does not speak of",
    async prove(ground) {
      const status = await post(ground, await person(ground, "ana"));
      const quote = { automatic: ["followers"], manual: [] } as const;
      const silent = { quote: undefined, like: undefined, reply: undefined, boost: undefined };
      await write(ground, (work) => work.policies.put(status, silent));
      await write(ground, (work) => work.policies.put(status, { ...silent, quote }));
      const { policies } = ground.storage.stores;
      assert.deepEqual(await policies.of([status]), new Map([[status, { ...silent, quote }]]));
      assert.deepEqual(await policies.of([]), new Map());
    },
  },
];
