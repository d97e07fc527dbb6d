import assert from "node:assert/strict";
import type { AccountId, List, StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { boost, follow, type Ground, person, post, reply, write } from "./ground.ts";
import { list, takeIn } from "./list-store.ts";

const people = async (ground: Ground) =>
  [await person(ground, "ana"), await person(ground, "bo"), await person(ground, "cy")] as const;

const home = (ground: Ground, reader: AccountId) =>
  ground.storage.stores.timelines.home(reader, { limit: 20 });

const read = (ground: Ground, of: List) => ground.storage.stores.timelines.list(of, { limit: 20 });

const followTag = (ground: Ground, reader: AccountId, name: string) =>
  write(ground, (work) => work.followedTags.add(reader, name, ground.clock.now()));

/** What `TimelineStore` makes of lists and of hashtags that are followed. */
export const timelinesApart: readonly Clause<Ground>[] = [
  {
    promise: "a list holds what its members say, but what is direct, page by page",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo]);
      await follow(ground, [ana, cy]);
      const friends = await list(ground, ana);
      await takeIn(ground, friends.id, [bo, ana]);
      const one = await post(ground, bo, { visibility: "private" });
      await post(ground, cy);
      await post(ground, bo, { visibility: "direct", mentions: [ana] });
      const two = await post(ground, ana);
      const three = await boost(ground, bo, two);
      assert.deepEqual(await read(ground, friends), [three, two, one]);
      const { timelines } = ground.storage.stores;
      assert.deepEqual(await timelines.list(friends, { limit: 1, maxId: three }), [two]);
      assert.deepEqual(await timelines.list(friends, { limit: 1, minId: one }), [two]);
      assert.deepEqual(await timelines.list(friends, { limit: 1, sinceId: one }), [three]);
      await write(ground, (work) => work.follows.remove(ana, bo));
      assert.deepEqual(await read(ground, friends), [two]);
    },
  },
  {
    promise: "a list obeys the follow about boosts and languages, and waits for the yes to a request",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo], { showBoosts: false, languages: ["de"] });
      await follow(ground, [ana, cy], { state: "requested" });
      const friends = await list(ground, ana);
      await takeIn(ground, friends.id, [bo, cy]);
      const german = await post(ground, bo, { language: "de" });
      await post(ground, bo, { language: "en" });
      await boost(ground, bo, await post(ground, cy));
      assert.deepEqual(await read(ground, friends), [german]);
    },
  },
  {
    promise: "a list holds the replies that its policy asks for, and says so of each status too",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      const [dee, eve] = [await person(ground, "dee"), await person(ground, "eve")];
      for (const followed of [bo, cy, dee]) await follow(ground, [ana, followed]);
      const posts = [ana, bo, cy, dee, eve] as const;
      const targets = await Promise.all(posts.map((who) => post(ground, who)));
      const replies: StatusId[] = [];
      for (const target of targets) replies.push(await reply(ground, [bo, target]));
      const held = async (over: Partial<List>) => {
        const made = await list(ground, ana, over);
        await takeIn(ground, made.id, [bo, cy]);
        const shown = await read(ground, made);
        const { timelines } = ground.storage.stores;
        for (const [index, id] of replies.entries()) {
          const answer = await timelines.listsWith(id, [made.id]);
          assert.deepEqual(answer, shown.includes(id) ? [made.id] : [], `reply ${index}`);
        }
        return replies.map((id, index) => (shown.includes(id) ? index : -1)).filter((index) => index >= 0);
      };
      assert.deepEqual(await held({ repliesPolicy: "none" }), [0, 1]);
      assert.deepEqual(await held({ repliesPolicy: "list" }), [0, 1, 2]);
      assert.deepEqual(await held({ repliesPolicy: "followed" }), [0, 1, 2, 3]);
      assert.deepEqual(
        await ground.storage.stores.timelines.listsWith(replies[0] ?? ground.ids.next(), []),
        [],
      );
    },
  },
  {
    promise: "home holds nothing of the members of an exclusive list, and again once it is no longer",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      for (const followed of [bo, cy]) await follow(ground, [ana, followed]);
      const apart = await list(ground, ana, { exclusive: true });
      await takeIn(ground, apart.id, [bo, ana]);
      await followTag(ground, ana, "cat");
      const own = await post(ground, ana);
      const theirs = await post(ground, bo, { tags: ["cat"] });
      const answer = await reply(ground, [cy, theirs]);
      const { timelines } = ground.storage.stores;
      assert.deepEqual(await home(ground, ana), [answer, own]);
      assert.deepEqual(await timelines.homesWith(theirs, [ana, bo]), [bo]);
      assert.deepEqual(await timelines.homesWith(answer, [ana]), [ana]);
      assert.deepEqual(await read(ground, apart), [theirs, own]);
      await write(ground, (work) => work.lists.change(ana, apart.id, { exclusive: false }));
      assert.deepEqual(await home(ground, ana), [answer, theirs, own]);
    },
  },
  {
    promise: "home holds what is public with a hashtag that the reader follows, each once",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      await follow(ground, [ana, bo]);
      for (const name of ["cat", "dog"]) await followTag(ground, ana, name);
      const far = await post(ground, cy, { tags: ["cat", "dog"] });
      for (const visibility of ["unlisted", "private", "direct"] as const)
        await post(ground, cy, { tags: ["cat"], visibility });
      await post(ground, cy, { tags: ["cow"] });
      const answer = await reply(ground, [cy, far], { tags: ["dog"] });
      const near = await post(ground, bo, { tags: ["cat"] });
      await boost(ground, cy, near);
      const gone = await post(ground, cy, { tags: ["cat"] });
      await write(ground, (work) => work.statuses.remove(gone, ground.clock.now()));
      const shown = await home(ground, ana);
      assert.deepEqual(shown, [near, answer, far]);
      const { timelines } = ground.storage.stores;
      for (const id of shown)
        assert.deepEqual([...(await timelines.homesWith(id, [ana]))], [ana], `status ${shown.indexOf(id)}`);
      assert.deepEqual(await timelines.homesWith(gone, [ana]), []);
      await write(ground, (work) => work.followedTags.remove(ana, "dog"));
      assert.deepEqual(await home(ground, ana), [near, far]);
    },
  },
];
