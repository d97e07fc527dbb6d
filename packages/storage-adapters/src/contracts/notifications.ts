import assert from "node:assert/strict";
import type { AccountId, Notification, NotificationFilter } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

const everything: NotificationFilter = { types: undefined, excludeTypes: [], from: undefined };

async function tell(
  ground: Ground,
  account: AccountId,
  over: Pick<Notification, "from" | "type"> & Partial<Notification>,
) {
  const news: Notification = {
    id: ground.ids.next(),
    account,
    status: undefined,
    at: ground.clock.now(),
    ...over,
  };
  const isNew = await write(ground, (work) => work.notifications.add(news));
  return { news, isNew };
}

/** `NotificationStore`: what people are told. */
export const notificationStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps the same news once, also news without a status",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const status = await post(ground, ana);
      const first = await tell(ground, ana, { from: bo, type: "favourite", status });
      const second = await tell(ground, ana, { from: bo, type: "follow" });
      assert.deepEqual([first.isNew, second.isNew], [true, true]);
      assert.equal((await tell(ground, ana, { from: bo, type: "favourite", status })).isNew, false);
      assert.equal((await tell(ground, ana, { from: bo, type: "follow" })).isNew, false);
      const { notifications } = ground.storage.stores;
      assert.deepEqual(await notifications.of(ana, everything, { limit: 9 }), [second.news, first.news]);
      assert.deepEqual(await notifications.of(ana, everything, { limit: 9, maxId: second.news.id }), [
        first.news,
      ]);
      assert.deepEqual(await notifications.of(ana, everything, { limit: 1, minId: first.news.id }), [
        second.news,
      ]);
    },
  },
  {
    promise: "filters by type and by who did it",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const follow = await tell(ground, ana, { from: bo, type: "follow" });
      const mention = await tell(ground, ana, { from: cy, type: "mention", status: await post(ground, cy) });
      const ask = (filter: Partial<NotificationFilter>) =>
        ground.storage.stores.notifications.of(ana, { ...everything, ...filter }, { limit: 9 });
      assert.deepEqual(await ask({ types: ["follow", "reblog"] }), [follow.news]);
      assert.deepEqual(await ask({ types: [] }), []);
      assert.deepEqual(await ask({ excludeTypes: ["follow"] }), [mention.news]);
      assert.deepEqual(await ask({ from: bo }), [follow.news]);
    },
  },
  {
    promise: "shows and dismisses nobody else's",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const { news } = await tell(ground, ana, { from: bo, type: "follow" });
      const { notifications } = ground.storage.stores;
      const dismiss = (who: AccountId) => write(ground, (work) => work.notifications.dismiss(who, news.id));
      assert.equal(await notifications.byId(bo, news.id), undefined);
      assert.equal(await dismiss(bo), false);
      assert.deepEqual(await notifications.byId(ana, news.id), news);
      assert.deepEqual([await dismiss(ana), await dismiss(ana)], [true, false]);
    },
  },
  {
    promise: "takes news back, that about a status, and all",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const status = await post(ground, ana);
      const follow = { account: ana, from: bo, type: "follow", status: undefined } as const;
      await tell(ground, ana, follow);
      await tell(ground, ana, { from: bo, type: "favourite", status });
      await tell(ground, bo, { from: ana, type: "follow" });
      const left = async () =>
        (await ground.storage.stores.notifications.of(ana, everything, { limit: 9 })).map(({ type }) => type);
      await write(ground, (work) => work.notifications.retract(follow));
      assert.deepEqual(await left(), ["favourite"]);
      await write(ground, (work) => work.notifications.retractStatus(status));
      assert.deepEqual(await left(), []);
      await write(ground, (work) => work.notifications.clear(bo));
      assert.deepEqual(await ground.storage.stores.notifications.of(bo, everything, { limit: 9 }), []);
    },
  },
  {
    promise: "takes back all news of one account about another, and no other",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const status = await post(ground, ana);
      await tell(ground, ana, { from: bo, type: "favourite", status });
      await tell(ground, ana, { from: bo, type: "follow" });
      const kept = await tell(ground, ana, { from: cy, type: "follow" });
      const theirs = await tell(ground, bo, { from: ana, type: "follow" });
      await write(ground, (work) => work.notifications.retractFrom(ana, bo));
      const { notifications } = ground.storage.stores;
      assert.deepEqual(await notifications.of(ana, everything, { limit: 9 }), [kept.news]);
      assert.deepEqual(await notifications.of(bo, everything, { limit: 9 }), [theirs.news]);
    },
  },
];
