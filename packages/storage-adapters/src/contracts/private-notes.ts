import assert from "node:assert/strict";
import type { AccountId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, write } from "./ground.ts";

interface Words {
  readonly by: AccountId;
  readonly about: AccountId;
  readonly text: string;
}

const put = (ground: Ground, { by, about, text }: Words): Promise<void> =>
  write(ground, (work) => work.privateNotes.put({ account: by, about, text, at: ground.clock.now() }));

/** `PrivateNoteStore`: what people note about others. */
export const privateNoteStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one text about somebody, replaces it, and removes it for an empty one",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const { privateNotes } = ground.storage.stores;
      await put(ground, { by: ana, about: bo, text: "first" });
      await put(ground, { by: ana, about: bo, text: "second" });
      assert.deepEqual(await privateNotes.among(ana, [bo, cy]), new Map([[bo, "second"]]));
      assert.deepEqual(await privateNotes.among(cy, [bo]), new Map());
      await put(ground, { by: ana, about: bo, text: "" });
      assert.deepEqual(await privateNotes.among(ana, [bo, cy]), new Map());
      assert.deepEqual(await privateNotes.among(ana, []), new Map());
    },
  },
  {
    promise: "forgets what an account noted and what was noted about it, and nothing else",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      for (const [by, about] of [
        [ana, bo],
        [bo, cy],
        [cy, ana],
      ] as const)
        await put(ground, { by, about, text: "a friend" });
      await write(ground, (work) => work.privateNotes.forget(bo));
      const { privateNotes } = ground.storage.stores;
      const left = await Promise.all([ana, bo, cy].map((by) => privateNotes.among(by, [ana, bo, cy])));
      assert.deepEqual(left, [new Map(), new Map(), new Map([[ana, "a friend"]])]);
    },
  },
];
