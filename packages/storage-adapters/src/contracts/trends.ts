import assert from "node:assert/strict";
import {
  after,
  days,
  hours,
  type NewStatus,
  type StatusId,
  type Trend,
  type TrendPage,
} from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { boost, type Ground, person, post, write } from "./ground.ts";

const page: TrendPage = { limit: 10, offset: 0, isReviewed: false, languages: [] };

/** `TrendStore`: what many people use, and what may be shown of it. */
export const trendStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "counts the people who use a hashtag in public within a time, and not those who are put aside",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const cy = await person(ground, "cy");
      await write(ground, (work) =>
        work.accounts.sanction(cy, { kind: "limit", by: "moderator", at: ground.clock.now() }),
      );
      await post(ground, ana, { tags: ["old"] });
      ground.clock.advance(days(2));
      for (const who of [ana, ana, bo, cy]) await post(ground, who, { tags: ["cats", "dogs"] });
      await post(ground, ana, { tags: ["cats"], visibility: "unlisted" });
      await post(ground, bo, { tags: ["birds"] });
      const now = ground.clock.now();
      const within = { from: after(now, -hours(24)), until: after(now, 1), minimum: 1, limit: 10 };
      const { trends } = ground.storage.stores;
      const found = (await trends.uses("tag", within)).map(({ subject, accounts }) => [subject, accounts]);
      assert.deepEqual(found, [
        ["cats", 2],
        ["dogs", 2],
        ["birds", 1],
      ]);
      assert.equal((await trends.uses("tag", { ...within, minimum: 2, limit: 1 })).length, 1);
    },
  },
  {
    promise: "counts each who favourited or boosted a status of somebody who wants to be discovered (S-159)",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const shy = await person(ground, "shy", { discoverable: false });
      const at = ground.clock.now();
      const likedBy = async (author: typeof ana, over: Partial<NewStatus> = {}): Promise<StatusId> => {
        const id = await post(ground, author, over);
        for (const who of [ana, bo]) await write(ground, (work) => work.favourites.add(who, id, at));
        for (const who of [bo, cy]) await boost(ground, who, id);
        return id;
      };
      const liked = await likedBy(ana, { language: "de" });
      await likedBy(shy);
      await likedBy(ana, { sensitive: true });
      await likedBy(ana, { spoilerText: "no" });
      await likedBy(ana, { visibility: "unlisted" });
      const within = { from: after(at, -days(1)), until: after(at, 60_000), minimum: 1, limit: 10 };
      const found = await ground.storage.stores.trends.uses("status", within);
      assert.deepEqual(found, [{ subject: liked, accounts: 2, language: "de", author: ana }]);
    },
  },
  {
    promise: "keeps what trends, lists it by score and language, and shows nothing that was rejected",
    async prove(ground) {
      const peakAt = ground.clock.now();
      const one = (subject: string, score: number, language?: string): Trend => {
        return { subject, score, peak: score, peakAt, language, author: undefined };
      };
      const all = [one("a", 3), one("b", 2, "de"), one("c", 1)];
      await write(ground, (work) => work.trends.replace("tag", [one("gone", 9), one("a", 1)]));
      await write(ground, (work) => work.trends.replace("status", [one("1", 9)]));
      await write(ground, (work) => work.trends.replace("tag", all));
      const { trends } = ground.storage.stores;
      const kept = [...(await trends.kept("tag"))].sort((x, y) => y.score - x.score);
      assert.deepEqual(kept, all);
      assert.deepEqual(await trends.listed("tag", page), ["a", "b", "c"]);
      assert.deepEqual(await trends.listed("tag", { ...page, languages: ["de"] }), ["b", "a", "c"]);
      assert.deepEqual(await trends.listed("tag", { ...page, limit: 1, offset: 1 }), ["b"]);
      const at = ground.clock.now();
      await write(ground, (work) => work.trends.review("tag", "a", { isAllowed: false, at }));
      await write(ground, (work) => work.trends.review("tag", "c", { isAllowed: false, at }));
      await write(ground, (work) => work.trends.review("tag", "c", { isAllowed: true, at }));
      assert.deepEqual(await trends.listed("tag", page), ["b", "c"]);
      assert.deepEqual(await trends.listed("tag", { ...page, isReviewed: true }), ["c"]);
      await write(ground, (work) => work.trends.replace("tag", all));
      const decided = (await trends.reviewed("tag", 9)).map(({ subject, isAllowed }) => [subject, isAllowed]);
      assert.deepEqual(decided, [
        ["b", undefined],
        ["a", false],
        ["c", true],
      ]);
      await write(ground, (work) => work.trends.replace("tag", []));
      assert.deepEqual(await trends.listed("tag", page), []);
    },
  },
];
