import assert from "node:assert/strict";
import type { AccountId, GroupSpan, Notification, NotificationFilter } from "@trunkline/social";
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
    group: undefined,
    filtered: false,
    ...over,
  };
  const fresh = await write(ground, (work) => work.notifications.add([{ ...news, group: undefined }]));
  return { news, isNew: fresh.has(news.id) };
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
  {
    promise: "keeps news for many at once, and says what of it was new",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const { news: stood } = await tell(ground, ana, { from: cy, type: "follow" });
      const both = [ana, bo].map((account) => ({ ...stood, account, id: ground.ids.next<"notification">() }));
      const add = () =>
        write(ground, (work) => work.notifications.add(both.map((each) => ({ ...each, group: undefined }))));
      assert.deepEqual(await add(), new Set([both[1]?.id]));
      assert.deepEqual(await add(), new Set());
      const { notifications } = ground.storage.stores;
      assert.deepEqual(await notifications.of(ana, everything, { limit: 9 }), [stood]);
      assert.deepEqual(await notifications.of(bo, everything, { limit: 9 }), [both[1]]);
      assert.deepEqual(await write(ground, (work) => work.notifications.add([])), new Set());
    },
  },
  {
    promise: "puts news in the place of the same news where it is to be renewed",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const status = await post(ground, bo);
      const { news } = await tell(ground, ana, { from: bo, type: "update", status });
      ground.clock.advance(1000);
      const later = { ...news, id: ground.ids.next<"notification">(), at: ground.clock.now() };
      const fresh = await write(ground, (work) =>
        work.notifications.add([{ ...later, group: undefined }], { renews: true }),
      );
      assert.deepEqual(fresh, new Set([later.id]));
      assert.deepEqual(await ground.storage.stores.notifications.of(ana, everything, { limit: 9 }), [later]);
    },
  },
  {
    promise: "lets news join the newest group that it may join, or found one",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const join = async (account: AccountId, from: AccountId, group: GroupSpan) => {
        const id = ground.ids.next<"notification">();
        const plain = { type: "favourite", status: await post(ground, ana), filtered: false } as const;
        const news = { id, account, from, ...plain, at: ground.clock.now(), group };
        await write(ground, (work) => work.notifications.add([news]));
        return (await ground.storage.stores.notifications.byId(account, id))?.group;
      };
      const span = (earliest: number, latest: number): GroupSpan => ({
        earliest: `favourite-1-${earliest}`,
        latest: `favourite-1-${latest}`,
      });
      assert.equal(await join(ana, bo, span(100, 111)), "favourite-1-111");
      assert.equal(await join(ana, cy, span(101, 112)), "favourite-1-111");
      assert.equal(await join(bo, cy, span(101, 112)), "favourite-1-112");
      assert.equal(await join(ana, bo, span(112, 123)), "favourite-1-123");
      assert.equal(await join(ana, cy, span(111, 123)), "favourite-1-123");
      assert.equal(
        await join(ana, cy, { earliest: "favourite-2-1", latest: "favourite-2-9" }),
        "favourite-2-9",
      );
    },
  },
  {
    promise: "leaves out what is held back, unless it is asked for, or one account's news is",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const shown = await tell(ground, ana, { from: bo, type: "follow" });
      const { news: held } = await tell(ground, ana, {
        from: bo,
        type: "mention",
        status: await post(ground, bo),
        filtered: true,
      });
      const { notifications } = ground.storage.stores;
      const ask = (filter: Partial<NotificationFilter>) =>
        notifications.of(ana, { ...everything, ...filter }, { limit: 9 });
      assert.deepEqual(await ask({}), [shown.news]);
      assert.deepEqual(await ask({ includeFiltered: true }), [held, shown.news]);
      assert.deepEqual(await ask({ from: bo }), [held, shown.news]);
    },
  },
  {
    promise: "counts what came after an id, no further than it is asked to",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const first = await tell(ground, ana, { from: bo, type: "follow" });
      for (const type of ["favourite", "reblog", "mention"] as const) {
        await tell(ground, ana, { from: bo, type, status: await post(ground, ana) });
      }
      const { notifications } = ground.storage.stores;
      const count = (filter: Partial<NotificationFilter>, id: string | undefined, limit: number) =>
        notifications.countAfter(ana, { ...everything, ...filter }, { id, limit });
      assert.equal(await count({}, undefined, 100), 4);
      assert.equal(await count({}, first.news.id, 100), 3);
      assert.equal(await count({}, first.news.id, 2), 2);
      assert.equal(await count({ types: ["mention"] }, undefined, 100), 1);
      assert.equal(await count({ excludeTypes: ["mention"] }, first.news.id, 100), 2);
    },
  },
];
