import assert from "node:assert/strict";
import type { AccountId, Reaction, StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

function reactionOf(
  { clock }: Ground,
  [account, status]: readonly [AccountId, StatusId],
  name: string,
): Reaction {
  const uri = `https://there.example/reactions/${account}/${name}`;
  return { account, status, name, url: undefined, uri, at: clock.now() };
}

/** `ReactionStore`: who reacts to what, and how. */
export const reactionStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a reaction once, finds it by its address, and says what it removes",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const status = await post(ground, ana);
      const reaction = { ...reactionOf(ground, [ana, status], "cat"), url: "https://there.example/cat.png" };
      const add = () => write(ground, (work) => work.reactions.add(reaction));
      assert.deepEqual([await add(), await add()], [true, false]);
      const { reactions } = ground.storage.stores;
      assert.deepEqual(await reactions.byUri(reaction.uri), reaction);
      assert.deepEqual(await reactions.between(ana, status), [reaction]);
      const remove = () => write(ground, (work) => work.reactions.remove(ana, status, "cat"));
      assert.deepEqual([await remove(), await remove()], [reaction, undefined]);
      assert.equal(await reactions.byUri(reaction.uri), undefined);
    },
  },
  {
    promise: "counts reactions by name, those that came first, first, and says which are the viewer's",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [one, two] = [await post(ground, ana), await post(ground, ana)];
      for (const [who, name] of [
        [ana, "🎉"],
        [bo, "👍"],
        [bo, "🎉"],
      ] as const) {
        await write(ground, (work) => work.reactions.add(reactionOf(ground, [who, one], name)));
      }
      const { reactions } = ground.storage.stores;
      const party = { name: "🎉", url: undefined, count: 2 };
      const thumb = { name: "👍", url: undefined, count: 1 };
      assert.deepEqual(
        await reactions.counts([one, two], ana),
        new Map([
          [
            one,
            [
              { ...party, isOwn: true },
              { ...thumb, isOwn: false },
            ],
          ],
        ]),
      );
      const nobody = (await reactions.counts([one], undefined)).get(one);
      assert.deepEqual(
        nobody?.map(({ isOwn }) => isOwn),
        [false, false],
      );
      assert.deepEqual(
        (await reactions.of(one, 2)).map(({ account, name }) => [account, name]),
        [
          [ana, "🎉"],
          [bo, "👍"],
        ],
      );
    },
  },
  {
    promise: "takes none for what is gone, and keeps the address of a favourite",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const [gone, status] = [await post(ground, ana), await post(ground, ana)];
      const at = ground.clock.now();
      await write(ground, (work) => work.statuses.remove(gone, at));
      assert.equal(
        await write(ground, (work) => work.reactions.add(reactionOf(ground, [ana, gone], "🎉"))),
        false,
      );
      const { favourites } = ground.storage.stores;
      await write(ground, (work) => work.favourites.add(ana, status, at));
      assert.equal(await favourites.uriOf(ana, status), undefined);
      await write(ground, (work) => work.favourites.setUri(ana, status, "https://there.example/likes/1"));
      assert.equal(await favourites.uriOf(ana, status), "https://there.example/likes/1");
      assert.deepEqual(await favourites.byUri("https://there.example/likes/1"), { account: ana, status });
      await write(ground, (work) => work.favourites.setUri(ana, status, undefined));
      assert.equal(await favourites.byUri("https://there.example/likes/1"), undefined);
    },
  },
];
