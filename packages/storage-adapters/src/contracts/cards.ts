import assert from "node:assert/strict";
import { after, type Card, days, minutes, type StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

const url = `https://site.example/${"a".repeat(2000)}`;

function cardOf(at: string, over: Partial<Card> = {}): Card {
  return {
    url: at,
    title: "A page",
    description: "What it is about",
    authorName: "Mia",
    authorUrl: "https://site.example/mia",
    providerName: "Site",
    providerUrl: "https://site.example/",
    language: "en",
    publishedAt: new Date("2026-02-01T00:00:00.000Z"),
    creator: undefined,
    ...over,
  };
}

const link = (ground: Ground, status: StatusId, to: string | undefined): Promise<void> =>
  write(ground, (work) =>
    work.cards.link(status, to === undefined ? undefined : { url: to, at: ground.clock.now() }),
  );

async function settleAll(ground: Ground): Promise<void> {
  const due = await ground.storage.stores.cards.due(ground.clock.now(), 99);
  for (const wanted of due) await write(ground, (work) => work.cards.settle(wanted));
}

/** `CardStore`: where statuses link, and what is there. */
export const cardStoreContract: readonly Clause<Ground>[] = [
  {
    promise:
      "keeps one link of a status to be looked at, puts it off, and shows the card once that is settled",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const status = await post(ground, ana);
      const { cards } = ground.storage.stores;
      const now = ground.clock.now();
      await link(ground, status, url);
      const wanted = { status, url, attempts: 0 };
      assert.deepEqual(await cards.due(now, 9), [wanted]);
      assert.deepEqual(await cards.due(after(now, -1), 9), []);
      await write(ground, (work) => work.cards.putOff(wanted, after(now, minutes(1))));
      assert.deepEqual(await cards.due(now, 9), []);
      assert.deepEqual(await cards.due(after(now, minutes(1)), 9), [{ ...wanted, attempts: 1 }]);
      const card = cardOf(url, { creator: ana });
      await write(ground, (work) => work.cards.put(cardOf(url), now));
      await write(ground, (work) => work.cards.put(card, after(now, 5)));
      assert.deepEqual([await cards.putAt(url), await cards.putAt("https://x")], [after(now, 5), undefined]);
      assert.deepEqual(await cards.of([status]), new Map());
      await write(ground, (work) => work.cards.settle(wanted));
      assert.deepEqual(await cards.of([status]), new Map([[status, card]]));
      await link(ground, status, url);
      assert.deepEqual(await cards.due(after(now, days(1)), 9), []);
    },
  },
  {
    promise: "follows an edit to another link or to none, and settles no link that is not there any more",
    async prove(ground) {
      const status = await post(ground, await person(ground, "ana"));
      const { cards } = ground.storage.stores;
      await write(ground, (work) => work.cards.put(cardOf(url), ground.clock.now()));
      await link(ground, status, url);
      await settleAll(ground);
      await link(ground, status, "https://other.example/");
      assert.deepEqual(await cards.of([status]), new Map());
      await write(ground, (work) => work.cards.settle({ status, url, attempts: 0 }));
      assert.equal((await cards.due(ground.clock.now(), 9)).length, 1);
      await link(ground, status, undefined);
      assert.deepEqual(await cards.due(ground.clock.now(), 9), []);
    },
  },
  {
    promise: "forgets the link of a status that is deleted",
    async prove(ground) {
      const status = await post(ground, await person(ground, "ana"));
      await link(ground, status, url);
      await write(ground, (work) => work.statuses.remove(status, ground.clock.now()));
      assert.deepEqual(await ground.storage.stores.cards.due(ground.clock.now(), 9), []);
      await link(ground, status, url);
      assert.deepEqual(await ground.storage.stores.cards.due(ground.clock.now(), 9), []);
    },
  },
  {
    promise: "lists the public statuses that link to an address, and counts their use day by day",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      await write(ground, (work) => work.cards.put(cardOf(url), ground.clock.now()));
      const ids: StatusId[] = [];
      for (const who of [ana, ana, bo]) ids.unshift(await post(ground, who));
      for (const id of [...ids, await post(ground, bo, { visibility: "unlisted" })])
        await link(ground, id, url);
      await settleAll(ground);
      const { cards } = ground.storage.stores;
      assert.deepEqual(await cards.linking(url, { limit: 2 }), ids.slice(0, 2));
      assert.deepEqual(await cards.linking(url, { limit: 2, maxId: ids[1] }), ids.slice(2));
      assert.deepEqual(await cards.linking(url, { limit: 1, minId: ids[2] }), [ids[1]]);
      const today = new Date(`${ground.clock.now().toISOString().slice(0, 10)}T00:00:00.000Z`);
      const [used] = await cards.byUrls(["https://none.example/", url], today);
      assert.deepEqual(used?.history[0], { day: today, uses: 3, accounts: 2 });
      assert.deepEqual([used?.url, used?.history.length], [url, 7]);
      const now = ground.clock.now();
      const within = { from: after(now, -days(1)), until: after(now, 1), minimum: 2, limit: 9 };
      const uses = await ground.storage.stores.trends.uses("link", within);
      assert.deepEqual(uses, [{ subject: url, accounts: 2, language: "en", author: undefined }]);
    },
  },
];
