import assert from "node:assert/strict";
import { after, hours, type StatusId, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { accountOf, boost, type Ground, newStatus, person, post, reply, statusOf, write } from "./ground.ts";

const picture = {
  url: "https://there.example/p.png",
  mediaType: "image/png",
  description: undefined,
  blurhash: undefined,
  width: 3,
  height: undefined,
};

const counts = async (ground: Ground, id: StatusId) => {
  const { repliesCount, boostsCount, favouritesCount } = await statusOf(ground, id);
  return [repliesCount, boostsCount, favouritesCount];
};

const storing: readonly Clause<Ground>[] = [
  {
    promise: "hears of each change once, and of none that is older than one it heard of (R-008)",
    async prove(ground) {
      const id = await post(ground, await person(ground, "ana"));
      const at = ground.clock.now();
      const hear = (changedAt: Date) => write(ground, (work) => work.statuses.hear(id, changedAt));
      assert.deepEqual([await hear(after(at, 2000)), await hear(after(at, 1000))], [true, false]);
      assert.deepEqual([await hear(after(at, 2000)), await hear(after(at, 3000))], [false, true]);
      await write(ground, (work) => work.statuses.remove(id, at));
      assert.equal(await hear(after(at, 4000)), false);
    },
  },
  {
    promise: "reads back a status as it was written, with counters at zero",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const bo = await person(ground, "bo");
      const cy = await person(ground, "cy");
      const status = newStatus(ground, ana, {
        mentions: [cy, bo],
        tags: ["zebra", "apple"],
        emojis: [{ shortcode: "blob", url: "https://there.example/b.png" }],
        media: [picture],
        language: "en",
        inReplyToUri: toUri("https://far.example/1"),
      });
      assert.equal(await write(ground, (work) => work.statuses.add(status)), true);
      const none = {
        editedAt: undefined,
        deletedAt: undefined,
        repliesCount: 0,
        boostsCount: 0,
        favouritesCount: 0,
        quotesCount: 0,
      };
      assert.deepEqual(await statusOf(ground, status.id), { ...status, ...none });
      assert.deepEqual(await ground.storage.stores.statuses.byUri(status.uri), { ...status, ...none });
    },
  },
  {
    promise: "takes any text that JSON can carry",
    async prove(ground) {
      const odd = "\0 \ud800 'quoted' \\u0000 ${x} {\"a\":[]} \u{1f600}";
      const media = [{ ...picture, description: odd }];
      const id = await post(ground, await person(ground, "ana"), {
        text: odd,
        content: odd,
        media,
        tags: ["\u{1f600}"],
      });
      const { content, tags, media: kept } = await statusOf(ground, id);
      const rest = "'quoted' \\u0000 ${x} {\"a\":[]} \u{1f600}";
      assert.ok(content.endsWith(rest));
      assert.ok(kept[0]?.description?.endsWith(rest));
      assert.deepEqual(tags, ["\u{1f600}"]);
    },
  },
  {
    promise: "refuses an address that is known, deleted or buried",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const uri = toUri<"object">("https://far.example/1");
      const add = (over: object) => write(ground, (work) => work.statuses.add(newStatus(ground, ana, over)));
      assert.equal(await add({ uri }), true);
      assert.equal(await add({ uri }), false);
      const first = await ground.storage.stores.statuses.byUri(uri);
      await write(ground, (work) => work.statuses.remove(first?.id ?? ground.ids.next(), ground.clock.now()));
      assert.equal(await add({ uri }), false);
      const buried = toUri<"object">("https://far.example/2");
      await write(ground, (work) => work.statuses.bury(buried, ground.clock.now()));
      await write(ground, (work) => work.statuses.bury(buried, ground.clock.now()));
      assert.equal(await add({ uri: buried }), false);
      assert.equal((await accountOf(ground, ana)).statusesCount, 0);
    },
  },
  {
    promise: "knows what is buried",
    async prove(ground) {
      const { statuses } = ground.storage.stores;
      const status = newStatus(ground, await person(ground, "ana"));
      await write(ground, (work) => work.statuses.add(status));
      assert.equal(await statuses.isBuried(status.uri), false);
      await write(ground, (work) => work.statuses.remove(status.id, ground.clock.now()));
      assert.equal(await statuses.isBuried(status.uri), true);
      assert.equal(await statuses.isBuried(toUri("https://nowhere.example/1")), false);
    },
  },
  {
    promise: "lets what an account has deleted come again, and nobody else's",
    async prove(ground) {
      const [ana, ben] = [await person(ground, "ana"), await person(ground, "ben")];
      const [own, other] = [newStatus(ground, ana), newStatus(ground, ben)];
      for (const status of [own, other]) await write(ground, (work) => work.statuses.add(status));
      const account = await accountOf(ground, ana);
      const buried = toUri<"object">(`${account.uri}/statuses/7`);
      const foreign = toUri<"object">("https://there.example/7");
      for (const uri of [buried, foreign])
        await write(ground, (work) => work.statuses.bury(uri, ground.clock.now()));
      for (const { id } of [own, other])
        await write(ground, (work) => work.statuses.remove(id, ground.clock.now()));
      for (let time = 0; time < 2; time += 1) await write(ground, (work) => work.statuses.unbury(account));
      const { statuses } = ground.storage.stores;
      const isBuried = [buried, own.uri, foreign, other.uri].map((uri) => statuses.isBuried(uri));
      assert.deepEqual(await Promise.all(isBuried), [false, false, true, true]);
      assert.equal((await statuses.withDeleted(own.id))?.deletedAt !== undefined, true);
    },
  },
  {
    promise: "keeps one boost of a status by an account, and allows another once it is gone",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const first = await post(ground, ana);
      const { statuses } = ground.storage.stores;
      const id = await boost(ground, ana, first);
      const second = newStatus(ground, ana, { boostOf: first });
      assert.equal(await write(ground, (work) => work.statuses.add(second)), false);
      assert.equal((await statuses.boostBy(ana, first))?.id, id);
      assert.deepEqual(await counts(ground, first), [0, 1, 0]);
      await write(ground, (work) => work.statuses.remove(id, ground.clock.now()));
      assert.equal(await statuses.boostBy(ana, first), undefined);
      assert.equal(
        await write(ground, (work) => work.statuses.add(newStatus(ground, ana, { boostOf: first }))),
        true,
      );
    },
  },
];

const removing: readonly Clause<Ground>[] = [
  {
    promise: "removes a status with its boosts, once, and every counter follows",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const parent = await post(ground, ana);
      const answer = await reply(ground, [ana, parent]);
      const shared = await boost(ground, bo, answer);
      assert.deepEqual(await counts(ground, parent), [1, 0, 0]);
      const remove = () => write(ground, (work) => work.statuses.remove(answer, ground.clock.now()));
      assert.equal(await remove(), true);
      assert.equal(await remove(), false);
      const { statuses } = ground.storage.stores;
      assert.deepEqual(await statuses.byIds([answer, shared]), []);
      assert.deepEqual(await counts(ground, parent), [0, 0, 0]);
      assert.equal((await accountOf(ground, ana)).statusesCount, 1);
      assert.equal((await accountOf(ground, bo)).statusesCount, 0);
      assert.equal((await accountOf(ground, bo)).lastStatusAt, undefined);
    },
  },
  {
    promise: "remembers whom a deleted one addressed, and nothing of what it said",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const id = await post(ground, ana, {
        mentions: [ana],
        text: "secret",
        media: [picture],
        spoilerText: "x",
      });
      await write(ground, (work) => work.statuses.remove(id, ground.clock.now()));
      const left = await ground.storage.stores.statuses.withDeleted(id);
      assert.deepEqual(left?.deletedAt, ground.clock.now());
      assert.deepEqual(left?.mentions, [ana]);
      assert.deepEqual([left?.text, left?.content, left?.spoilerText, left?.media], ["", "", "", []]);
    },
  },
  {
    promise: "removes everything of an account, and counts it",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const kept = await post(ground, bo);
      const first = await post(ground, ana);
      await reply(ground, [ana, first]);
      await reply(ground, [ana, kept]);
      await boost(ground, ana, kept);
      await boost(ground, ana, first);
      await boost(ground, bo, first);
      const removeAll = () => write(ground, (work) => work.statuses.removeAllOf(ana, ground.clock.now()));
      assert.equal(await removeAll(), 5);
      assert.equal(await removeAll(), 0);
      assert.deepEqual(await counts(ground, kept), [0, 0, 0]);
      assert.equal((await accountOf(ground, ana)).statusesCount, 0);
      assert.equal((await accountOf(ground, bo)).statusesCount, 1);
    },
  },
];

const boosting: readonly Clause<Ground>[] = [
  {
    promise: "takes no boost of what is gone",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const first = await post(ground, ana);
      await write(ground, (work) => work.statuses.remove(first, ground.clock.now()));
      const late = newStatus(ground, ana, { boostOf: first });
      assert.equal(await write(ground, (work) => work.statuses.add(late)), false);
    },
  },
];

const counting: readonly Clause<Ground>[] = [
  {
    promise: "counts statuses and replies without betraying those that few may see",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const first = await post(ground, ana);
      for (const visibility of ["public", "unlisted", "private", "direct"] as const) {
        await reply(ground, [ana, first], { visibility });
      }
      assert.deepEqual(await counts(ground, first), [2, 0, 0]);
      assert.equal((await accountOf(ground, ana)).statusesCount, 4);
    },
  },
  {
    promise: "tells when an account last posted, also after a deletion",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const noon = ground.clock.now();
      await post(ground, ana);
      ground.clock.advance(hours(1));
      const later = await post(ground, ana);
      assert.deepEqual((await accountOf(ground, ana)).lastStatusAt, after(noon, hours(1)));
      await write(ground, (work) => work.statuses.remove(later, ground.clock.now()));
      assert.deepEqual((await accountOf(ground, ana)).lastStatusAt, noon);
    },
  },
  {
    promise: "counts local statuses without boosts and deleted ones",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const far = await person(ground, "far", { domain: "there.example" });
      const first = await post(ground, ana);
      await boost(ground, ana, first);
      await post(ground, far);
      const gone = await post(ground, ana);
      await write(ground, (work) => work.statuses.remove(gone, ground.clock.now()));
      assert.equal(await ground.storage.stores.statuses.countLocal(), 1);
    },
  },
];

/** `StatusStore`: keeping, removing and counting. */
export const statusStoreContract: readonly Clause<Ground>[] = [
  ...storing,
  ...boosting,
  ...removing,
  ...counting,
];
