import assert from "node:assert/strict";
import { after, minutes, type Revision, toId, toUri } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, reply, statusOf, write } from "./ground.ts";

const revision = (content: string): Revision => ({
  text: content,
  content,
  spoilerText: "",
  sensitive: true,
  language: "de",
  mentions: [],
  tags: [],
  emojis: [],
  media: [],
});

/** `StatusStore`: edits, and who answers whom. */
export const statusThreadsContract: readonly Clause<Ground>[] = [
  {
    promise: "lists direct replies for everybody, those of one account apart from those of others",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const id = await post(ground, ana);
      const answer = (by: typeof ana, visibility: "public" | "unlisted" | "private" | "direct" = "public") =>
        post(ground, by, { inReplyTo: id, inReplyToAccount: ana, visibility });
      const [own, theirs] = [await answer(ana), await answer(bo, "unlisted")];
      const later = await answer(bo);
      const gone = await answer(bo);
      await answer(ana, "private");
      await answer(bo, "direct");
      await post(ground, ana, { inReplyTo: own, inReplyToAccount: ana });
      await write(ground, (work) => work.statuses.remove(gone, ground.clock.now()));
      const { statuses } = ground.storage.stores;
      const of = { of: ana, isOf: false, after: undefined, limit: 10 };
      assert.deepEqual(await statuses.replies(id, { ...of, isOf: true }), [own]);
      assert.deepEqual(await statuses.replies(id, of), [theirs, later]);
      assert.deepEqual(await statuses.replies(id, { ...of, limit: 1 }), [theirs]);
      assert.deepEqual(await statuses.replies(id, { ...of, after: theirs }), [later]);
    },
  },
  {
    promise: "keeps former states on an edit, and none for a change without a mark",
    async prove(ground) {
      const { statuses } = ground.storage.stores;
      const ana = await person(ground, "ana");
      const id = await post(ground, ana, { content: "one", tags: ["old"], mentions: [ana] });
      const at = after(ground.clock.now(), minutes(1));
      const revise = (content: string, when: Date | undefined) =>
        write(ground, (work) => work.statuses.revise(id, revision(content), when));
      assert.deepEqual(await statuses.history(id), []);
      assert.equal(await revise("two", undefined), true);
      assert.deepEqual(await statuses.history(id), []);
      assert.equal((await statusOf(ground, id)).editedAt, undefined);
      assert.equal(await revise("three", at), true);
      assert.equal(await revise("four", after(at, minutes(1))), true);
      const history = await statuses.history(id);
      assert.deepEqual(
        history.map((edit) => [edit.content, edit.at]),
        [
          ["two", ground.clock.now()],
          ["three", at],
        ],
      );
      const present = await statusOf(ground, id);
      assert.deepEqual(
        [present.content, present.language, present.tags, present.mentions],
        ["four", "de", [], []],
      );
      assert.deepEqual(present.editedAt, after(at, minutes(1)));
    },
  },
  {
    promise: "refuses an edit that comes late, and one of what is not there",
    async prove(ground) {
      const id = await post(ground, await person(ground, "ana"));
      const at = ground.clock.now();
      const revise = (of: typeof id, when: Date) =>
        write(ground, (work) => work.statuses.revise(of, revision("x"), when));
      assert.equal(await revise(id, at), true);
      assert.equal(await revise(id, at), false);
      assert.equal(await revise(id, after(at, -minutes(1))), false);
      assert.equal(await revise(toId("1"), at), false);
      await write(ground, (work) => work.statuses.remove(id, at));
      assert.equal(await revise(id, after(at, minutes(1))), false);
    },
  },
  {
    promise: "walks up to the root, oldest first, past deleted ones",
    async prove(ground) {
      const { statuses } = ground.storage.stores;
      const ana = await person(ground, "ana");
      const root = await post(ground, ana);
      const middle = await reply(ground, [ana, root]);
      const low = await reply(ground, [ana, middle]);
      const leaf = await reply(ground, [ana, low]);
      assert.deepEqual(await statuses.ancestors(leaf, 9), [root, middle, low]);
      assert.deepEqual(await statuses.ancestors(leaf, 2), [middle, low]);
      await write(ground, (work) => work.statuses.remove(middle, ground.clock.now()));
      assert.deepEqual(await statuses.ancestors(leaf, 9), [root, low]);
      assert.deepEqual(await statuses.ancestors(root, 9), []);
    },
  },
  {
    promise: "walks down depth first",
    async prove(ground) {
      const { statuses } = ground.storage.stores;
      const ana = await person(ground, "ana");
      const root = await post(ground, ana);
      const one = await reply(ground, [ana, root]);
      const two = await reply(ground, [ana, root]);
      const oneOne = await reply(ground, [ana, one]);
      const oneOneOne = await reply(ground, [ana, oneOne]);
      assert.deepEqual(await statuses.descendants(root, 9), [one, oneOne, oneOneOne, two]);
      assert.equal((await statuses.descendants(root, 2)).length, 2);
      await write(ground, (work) => work.statuses.remove(oneOne, ground.clock.now()));
      assert.deepEqual(await statuses.descendants(root, 9), [one, oneOneOne, two]);
    },
  },
  {
    promise: "connects waiting replies with their parent when it comes",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const uri = toUri<"object">("https://far.example/1");
      const early = await post(ground, ana, { inReplyToUri: uri });
      const parent = await post(ground, bo, { uri });
      const status = await statusOf(ground, parent);
      await write(ground, (work) => work.statuses.adopt(status));
      await write(ground, (work) => work.statuses.adopt(status));
      const answer = await statusOf(ground, early);
      assert.deepEqual(
        [answer.inReplyTo, answer.inReplyToAccount, answer.inReplyToUri],
        [parent, bo, undefined],
      );
      assert.equal((await statusOf(ground, parent)).repliesCount, 1);
      assert.deepEqual(await ground.storage.stores.statuses.descendants(parent, 9), [early]);
    },
  },
  {
    promise: "makes no circle of posts that answer each other or themselves",
    async prove(ground) {
      const { statuses } = ground.storage.stores;
      const ana = await person(ground, "ana");
      const uri = toUri<"object">("https://far.example/1");
      const early = await post(ground, ana, { inReplyToUri: uri });
      const middle = await reply(ground, [ana, early]);
      await write(ground, (work) => work.statuses.remove(early, ground.clock.now()));
      const late = await reply(ground, [ana, middle], { uri });
      const parent = await statusOf(ground, late);
      await write(ground, (work) => work.statuses.adopt(parent));
      const own = toUri<"object">("https://far.example/2");
      const narcissus = await post(ground, ana, { uri: own, inReplyToUri: own });
      const seen = await statusOf(ground, narcissus);
      await write(ground, (work) => work.statuses.adopt(seen));
      assert.deepEqual(await statuses.ancestors(late, 9), [middle]);
      assert.deepEqual(await statuses.descendants(late, 9), []);
      assert.deepEqual(await statuses.descendants(narcissus, 9), []);
    },
  },
];
