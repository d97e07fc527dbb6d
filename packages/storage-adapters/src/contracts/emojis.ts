import assert from "node:assert/strict";
import type { Emoji } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newAccount, write } from "./ground.ts";

function emojiOf({ clock }: Ground, shortcode: string, over: Partial<Emoji> = {}): Emoji {
  return {
    shortcode,
    domain: undefined,
    url: `https://here.example/${shortcode}.png`,
    file: undefined,
    category: undefined,
    isListed: true,
    updatedAt: clock.now(),
    ...over,
  };
}

/** `EmojiStore`: custom emoji of this server and of others. */
export const emojiStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one emoji of a name for each server, the last that was put",
    async prove(ground) {
      const there = emojiOf(ground, "cat", {
        domain: "there.example",
        updatedAt: undefined,
        isListed: false,
      });
      const first = emojiOf(ground, "cat", { category: "Animals", file: "emoji/1" });
      const second = { ...first, url: "https://here.example/other.png" };
      for (const emoji of [there, first, second]) await write(ground, (work) => work.emojis.put(emoji));
      const { emojis } = ground.storage.stores;
      const names = [
        { shortcode: "cat", domain: undefined },
        { shortcode: "dog", domain: undefined },
      ];
      assert.deepEqual(await emojis.named(names), [second]);
      assert.deepEqual(await emojis.named([{ shortcode: "cat", domain: "there.example" }]), [there]);
      assert.deepEqual(await emojis.named([]), []);
    },
  },
  {
    promise: "lists those of this server by shortcode, and says what it removes",
    async prove(ground) {
      const [dog, cat] = [emojiOf(ground, "dog"), emojiOf(ground, "cat")];
      const there = emojiOf(ground, "ape", { domain: "there.example" });
      for (const emoji of [dog, cat, there]) await write(ground, (work) => work.emojis.put(emoji));
      const { emojis } = ground.storage.stores;
      assert.deepEqual(await emojis.local(), [cat, dog]);
      const remove = () =>
        write(ground, (work) => work.emojis.remove({ shortcode: "cat", domain: undefined }));
      assert.deepEqual([await remove(), await remove()], [cat, undefined]);
      assert.deepEqual(await emojis.local(), [dog]);
    },
  },
  {
    promise: "keeps the emoji that a profile names, and forgets them with the next profile",
    async prove(ground) {
      const emojis = [{ shortcode: "cat", url: "https://there.example/cat.png" }];
      const account = newAccount(ground, "bo", { domain: "there.example", emojis });
      await write(ground, (work) => work.accounts.add(account));
      const { accounts } = ground.storage.stores;
      assert.deepEqual((await accounts.byId(account.id))?.emojis, emojis);
      await write(ground, (work) => work.accounts.update(account.id, { ...account, emojis: undefined }));
      assert.equal((await accounts.byId(account.id))?.emojis, undefined);
    },
  },
];
