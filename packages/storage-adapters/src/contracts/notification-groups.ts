import assert from "node:assert/strict";
import type { AccountId, GroupFilter, NewNotification, NotificationId, Page } from "@trunkline/social";
import { groupSpan } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

const everything: GroupFilter = {
  types: undefined,
  excludeTypes: [],
  from: undefined,
  grouped: ["favourite", "reblog", "follow"],
};

type Told = Pick<NewNotification, "account" | "from" | "type"> & Partial<NewNotification>;

async function tell(ground: Ground, { status, filtered = false, ...told }: Told): Promise<NotificationId> {
  const [id, at] = [ground.ids.next<"notification">(), ground.clock.now()];
  const group = groupSpan(told.type, status, at);
  await write(ground, (work) => work.notifications.add([{ id, ...told, status, at, filtered, group }]));
  return id;
}

/** Three favour ana's status, and one of them follows her in between. */
async function crowd(ground: Ground) {
  const [ana, bo, cy, dan] = [
    await person(ground, "ana"),
    await person(ground, "bo"),
    await person(ground, "cy"),
    await person(ground, "dan"),
  ];
  const status = await post(ground, ana);
  const favourite = (from: AccountId) => tell(ground, { account: ana, from, type: "favourite", status });
  const first = await favourite(bo);
  const follow = await tell(ground, { account: ana, from: bo, type: "follow" });
  const [second, mention] = [
    await favourite(cy),
    await tell(ground, { account: ana, from: dan, type: "mention", status: await post(ground, dan) }),
  ];
  const third = await favourite(dan);
  const list = (page: Page, filter: Partial<GroupFilter> = {}) =>
    ground.storage.stores.notifications.groups(ana, { ...everything, ...filter }, page);
  const brief = async (page: Page, filter: Partial<GroupFilter> = {}) =>
    (await list(page, filter)).map(({ latest, earliest, count, mostRecent }) => [
      latest.id,
      earliest,
      count,
      mostRecent,
    ]);
  return { ana, bo, cy, dan, status, first, follow, second, mention, third, list, brief };
}

/** `NotificationGroupStore`: news of one sort, seen together. */
export const notificationGroupStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "shows news of one sort as one group, with who did it, in the place of its newest",
    async prove(ground) {
      const { ana, bo, cy, dan, first, follow, mention, third, list, brief } = await crowd(ground);
      assert.deepEqual(await brief({ limit: 9 }), [
        [third, first, 3, third],
        [mention, mention, 1, mention],
        [follow, follow, 1, follow],
      ]);
      const [favourites, alone] = await list({ limit: 9 });
      const { notifications } = ground.storage.stores;
      assert.deepEqual(favourites?.latest, await notifications.byId(ana, third));
      assert.equal(favourites?.key, favourites?.latest.group);
      assert.deepEqual(favourites?.from, [dan, cy, bo]);
      assert.deepEqual([alone?.key, alone?.from], [`ungrouped-${mention}`, [dan]]);
    },
  },
  {
    promise: "pages by groups, downwards and upwards, and counts in each what lies on other pages",
    async prove(ground) {
      const { first, follow, second, mention, third, brief } = await crowd(ground);
      assert.deepEqual(await brief({ limit: 1 }), [[third, third, 3, third]]);
      assert.deepEqual(await brief({ limit: 2 }), [
        [third, third, 3, third],
        [mention, mention, 1, mention],
      ]);
      assert.deepEqual(await brief({ limit: 2, maxId: mention }), [
        [second, second, 3, third],
        [follow, follow, 1, follow],
      ]);
      assert.deepEqual(await brief({ limit: 2, sinceId: follow }), [
        [third, third, 3, third],
        [mention, mention, 1, mention],
      ]);
      assert.deepEqual(await brief({ limit: 9, sinceId: follow }), [
        [third, second, 3, third],
        [mention, mention, 1, mention],
      ]);
      assert.deepEqual(await brief({ limit: 2, minId: first }), [
        [second, second, 3, third],
        [follow, follow, 1, follow],
      ]);
      assert.deepEqual(await brief({ limit: 9, minId: follow, maxId: third }), [
        [mention, mention, 1, mention],
        [second, second, 3, third],
      ]);
    },
  },
  {
    promise: "leaves types alone that are not to stand in groups, and filters by type and sender",
    async prove(ground) {
      const { cy, first, follow, second, third, brief } = await crowd(ground);
      assert.deepEqual(
        (await brief({ limit: 9 }, { grouped: [], types: ["favourite", "follow"] })).map(([id]) => id),
        [third, second, follow, first],
      );
      assert.deepEqual(await brief({ limit: 9 }, { excludeTypes: ["favourite", "mention"] }), [
        [follow, follow, 1, follow],
      ]);
      assert.deepEqual(await brief({ limit: 9 }, { from: cy }), [[second, second, 1, second]]);
      assert.deepEqual(await brief({ limit: 9 }, { types: [] }), []);
    },
  },
  {
    promise: "counts groups after an id, no further than it is asked to",
    async prove(ground) {
      const { ana, first, follow, third } = await crowd(ground);
      const { notifications } = ground.storage.stores;
      const count = (id: string | undefined, limit: number, filter: Partial<GroupFilter> = {}) =>
        notifications.countGroupsAfter(ana, { ...everything, ...filter }, { id, limit });
      assert.deepEqual([await count(undefined, 100), await count(undefined, 2)], [3, 2]);
      assert.deepEqual(
        [await count(first, 100), await count(follow, 100), await count(third, 100)],
        [3, 2, 0],
      );
      assert.equal(await count(undefined, 100, { grouped: [] }), 5);
    },
  },
  {
    promise: "shows one group of the account's own, and who stands in it, and dismisses it whole",
    async prove(ground) {
      const { ana, bo, cy, dan, first, follow, second, mention, third, list } = await crowd(ground);
      const { notifications } = ground.storage.stores;
      const key = (await list({ limit: 1 }))[0]?.key ?? "";
      const group = await notifications.group(ana, key);
      assert.deepEqual([group?.count, group?.latest.id, group?.earliest], [3, third, first]);
      assert.deepEqual((await notifications.group(ana, `ungrouped-${mention}`))?.from, [dan]);
      assert.equal(await notifications.group(bo, key), undefined);
      assert.equal(await notifications.group(bo, `ungrouped-${mention}`), undefined);
      assert.equal(await notifications.group(ana, "ungrouped-x"), undefined);
      const members = (page: Page) => notifications.groupMembers(ana, key, page);
      assert.deepEqual(await members({ limit: 2 }), [
        { cursor: third, item: dan },
        { cursor: second, item: cy },
      ]);
      assert.deepEqual(await members({ limit: 2, maxId: second }), [{ cursor: first, item: bo }]);
      assert.deepEqual(await notifications.groupMembers(bo, key, { limit: 2 }), []);
      const dismiss = (who: AccountId, which: string) =>
        write(ground, (work) => work.notifications.dismissGroup(who, which));
      await dismiss(bo, key);
      assert.equal((await notifications.group(ana, key))?.count, 3);
      await dismiss(ana, key);
      await dismiss(ana, `ungrouped-${mention}`);
      const left = await notifications.of(ana, everything, { limit: 9 });
      assert.deepEqual(
        left.map(({ id }) => id),
        [follow],
      );
    },
  },
  {
    promise: "leaves what is held back out of groups",
    async prove(ground) {
      const { ana, status, third, list, brief } = await crowd(ground);
      const eve = await person(ground, "eve");
      const held = await tell(ground, { account: ana, from: eve, type: "favourite", status, filtered: true });
      assert.deepEqual((await brief({ limit: 9 }))[0]?.slice(2), [3, third]);
      const [alone, favourites] = await list({ limit: 9 }, { includeFiltered: true });
      assert.deepEqual([alone?.key, alone?.count], [`ungrouped-${held}`, 1]);
      assert.equal(favourites?.count, 3);
    },
  },
];
