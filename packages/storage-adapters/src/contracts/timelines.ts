import assert from "node:assert/strict";
import type { AccountId, Page, PublicFilter, StatusId, TagFilter } from "@trunkline/social";
import { toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { boost, follow, type Ground, person, post, reply, write } from "./ground.ts";
import { timelinesApart } from "./timelines-apart.ts";

const everything: PublicFilter = { from: "anywhere", onlyMedia: false };
const anyTag: TagFilter = { ...everything, any: [], all: [], none: [] };
const noFilter = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };
const picture = {
  url: "https://there.example/p.png",
  mediaType: undefined,
  description: undefined,
  blurhash: undefined,
  width: undefined,
  height: undefined,
};

const people = async (ground: Ground) =>
  [await person(ground, "ana"), await person(ground, "bo"), await person(ground, "cy")] as const;

const home = (ground: Ground, reader: AccountId, page: Page = { limit: 20 }) =>
  ground.storage.stores.timelines.home(reader, page);

const homes: readonly Clause<Ground>[] = [
  {
    promise: "home holds what the reader and those followed say, newest first, and nobody else",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo]);
      const own = await post(ground, ana);
      const theirs = await post(ground, bo, { visibility: "private" });
      await post(ground, cy);
      assert.deepEqual(await home(ground, ana), [theirs, own]);
      assert.deepEqual(await home(ground, ana, { limit: 1, minId: own }), [theirs]);
      assert.deepEqual(await home(ground, ana, { limit: 1, maxId: theirs }), [own]);
      await write(ground, (work) => work.statuses.remove(theirs, ground.clock.now()));
      assert.deepEqual(await home(ground, ana), [own]);
    },
  },
  {
    promise: "home waits for the yes to a request",
    async prove(ground) {
      const [ana, bo] = await people(ground);
      await follow(ground, [ana, bo], { state: "requested" });
      await post(ground, bo);
      assert.deepEqual(await home(ground, ana), []);
    },
  },
  {
    promise: "home holds direct statuses that mention the reader, and its own",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo]);
      await post(ground, bo, { visibility: "direct", mentions: [cy] });
      const forAna = await post(ground, bo, { visibility: "direct", mentions: [ana] });
      const own = await post(ground, ana, { visibility: "direct", mentions: [cy] });
      assert.deepEqual(await home(ground, ana), [own, forAna]);
      assert.deepEqual(await home(ground, cy), []);
    },
  },
  {
    promise: "home holds replies to the reader, to the followed, and of authors to themselves",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo]);
      const [toAna, toBo, toCy] = [await post(ground, ana), await post(ground, bo), await post(ground, cy)];
      const shown = [await reply(ground, [bo, toAna]), await reply(ground, [bo, toBo])];
      await reply(ground, [bo, toCy]);
      await post(ground, bo, { inReplyToUri: toUri("https://unknown.example/1") });
      shown.push(await reply(ground, [ana, toCy]));
      assert.deepEqual(await home(ground, ana), [...shown.reverse(), toBo, toAna]);
    },
  },
  {
    promise: "home obeys the follow about boosts and languages",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      const status = await post(ground, cy);
      const shared = await boost(ground, bo, status);
      const german = await post(ground, bo, { language: "de" });
      const english = await post(ground, bo, { language: "en" });
      const unknown = await post(ground, bo);
      await follow(ground, [ana, bo]);
      assert.deepEqual(await home(ground, ana), [unknown, english, german, shared]);
      await write(ground, (work) => work.follows.change(ana, bo, { showBoosts: false, languages: ["de"] }));
      assert.deepEqual(await home(ground, ana), [unknown, german]);
    },
  },
  {
    promise: "says whose homes hold a status, exactly as home does",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo]);
      const ids = [
        await post(ground, bo),
        await post(ground, bo, { visibility: "direct", mentions: [cy] }),
        await post(ground, bo, { visibility: "direct", mentions: [ana] }),
        await reply(ground, [bo, await post(ground, cy)]),
        await boost(ground, bo, await post(ground, cy)),
      ];
      const { timelines } = ground.storage.stores;
      for (const id of ids) {
        const homes = await Promise.all(
          [ana, bo, cy].map(async (who) => ((await home(ground, who)).includes(id) ? [who] : [])),
        );
        const answer = await timelines.homesWith(id, [ana, bo, cy]);
        assert.deepEqual([...answer].sort(), homes.flat().sort(), `status ${ids.indexOf(id)}`);
      }
      assert.deepEqual(await timelines.homesWith(ids[0] ?? ground.ids.next(), []), []);
    },
  },
];

const open: readonly Clause<Ground>[] = [
  {
    promise: "public holds public statuses alone, without boosts and replies to others",
    async prove(ground) {
      const [ana, bo] = await people(ground);
      const first = await post(ground, ana);
      for (const visibility of ["unlisted", "private", "direct"] as const)
        await post(ground, ana, { visibility });
      await reply(ground, [bo, first]);
      await boost(ground, bo, first);
      const self = await reply(ground, [ana, first]);
      const { timelines } = ground.storage.stores;
      assert.deepEqual(await timelines.public(everything, { limit: 20 }), [self, first]);
    },
  },
  {
    promise: "public tells here from elsewhere, and what has media",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const far = await person(ground, "far", { domain: "there.example" });
      const here = await post(ground, ana, { media: [picture] });
      const there = await post(ground, far);
      const ask = (filter: Partial<PublicFilter>) =>
        ground.storage.stores.timelines.public({ ...everything, ...filter }, { limit: 20 });
      assert.deepEqual(await ask({ from: "here" }), [here]);
      assert.deepEqual(await ask({ from: "elsewhere" }), [there]);
      assert.deepEqual(await ask({ onlyMedia: true }), [here]);
    },
  },
  {
    promise: "public pages down, and up from a cursor",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const ids: StatusId[] = [];
      for (const text of ["1", "2", "3", "4", "5"]) ids.push(await post(ground, ana, { text }));
      const ask = (page: Page) => ground.storage.stores.timelines.public(everything, page);
      const [one, two, three, four, five] = ids;
      assert.deepEqual(await ask({ limit: 2 }), [five, four]);
      assert.deepEqual(await ask({ limit: 2, maxId: four }), [three, two]);
      assert.deepEqual(await ask({ limit: 2, sinceId: one }), [five, four]);
      assert.deepEqual(await ask({ limit: 2, minId: one }), [three, two]);
      assert.deepEqual(await ask({ limit: 9, sinceId: one, maxId: four }), [three, two]);
    },
  },
  {
    promise: "tagged holds at least one of any, all of all, and none of none",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const one = await post(ground, ana, { tags: ["cat"] });
      const both = await post(ground, ana, { tags: ["cat", "dog"] });
      const answer = await reply(ground, [await person(ground, "bo"), one], { tags: ["dog"] });
      await post(ground, ana, { tags: ["cat"], visibility: "unlisted" });
      const ask = (filter: Partial<TagFilter>) =>
        ground.storage.stores.timelines.tagged({ ...anyTag, ...filter }, { limit: 20 });
      assert.deepEqual(await ask({ any: ["cat"] }), [both, one]);
      assert.deepEqual(await ask({ any: ["cat", "dog"] }), [answer, both, one]);
      assert.deepEqual(await ask({ any: ["cat"], all: ["dog"] }), [both]);
      assert.deepEqual(await ask({ any: ["cat"], none: ["dog"] }), [one]);
      assert.deepEqual(await ask({ all: ["dog", "cat"] }), [both]);
      assert.deepEqual(await ask({ none: ["dog"] }), [one]);
      assert.deepEqual(await ask({ any: ["bird"] }), []);
      assert.deepEqual(await ask({ any: ["cat"], all: ["bird"] }), []);
    },
  },
];

const profile: readonly Clause<Ground>[] = [
  {
    promise: "an account's statuses show what the reader may see",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      const all = [
        await post(ground, ana),
        await post(ground, ana, { visibility: "unlisted" }),
        await post(ground, ana, { visibility: "private" }),
        await post(ground, ana, { visibility: "direct", mentions: [cy] }),
        await post(ground, ana, { visibility: "private", mentions: [cy] }),
      ];
      await follow(ground, [bo, ana]);
      const seen = async (reader: AccountId | undefined) => {
        const options = { reader, filter: noFilter, page: { limit: 20 } };
        return (await ground.storage.stores.timelines.account(ana, options)).map((id) => all.indexOf(id));
      };
      assert.deepEqual(await seen(undefined), [1, 0]);
      assert.deepEqual(await seen(bo), [4, 2, 1, 0]);
      assert.deepEqual(await seen(cy), [4, 3, 1, 0]);
      assert.deepEqual(await seen(ana), [4, 3, 2, 1, 0]);
    },
  },
  {
    promise: "an account's statuses are filtered by kind and tag",
    async prove(ground) {
      const [ana, bo] = await people(ground);
      const theirs = await post(ground, bo);
      const all = [
        await post(ground, ana, { tags: ["cat"] }),
        await reply(ground, [ana, theirs]),
        await boost(ground, ana, theirs),
        await post(ground, ana, { media: [picture] }),
      ];
      const seen = async (over: Partial<typeof noFilter> | { readonly tagged: string }) => {
        const options = { reader: undefined, filter: { ...noFilter, ...over }, page: { limit: 20 } };
        return (await ground.storage.stores.timelines.account(ana, options)).map((id) => all.indexOf(id));
      };
      assert.deepEqual(await seen({}), [3, 2, 1, 0]);
      assert.deepEqual(await seen({ excludeReplies: true }), [3, 2, 0]);
      assert.deepEqual(await seen({ excludeBoosts: true }), [3, 1, 0]);
      assert.deepEqual(await seen({ onlyMedia: true }), [3]);
      assert.deepEqual(await seen({ tagged: "cat" }), [0]);
    },
  },
];

/** `TimelineStore`: lists of statuses, each holding what its reader may see. */
export const timelineStoreContract: readonly Clause<Ground>[] = [
  ...homes,
  ...timelinesApart,
  ...open,
  ...profile,
];
