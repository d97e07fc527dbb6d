import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { shortcodesIn } from "../kernel/text.ts";
import { tidyLine } from "../kernel/tidy.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Stores } from "../stores.ts";
import type { CustomEmoji } from "./custom-emoji.ts";
import type { Emoji } from "./emoji.ts";
import { isNewer, isShortcode } from "./emoji.ts";

/** A picture that becomes an emoji of this server. */
export interface NewEmoji {
  readonly shortcode: string;
  readonly url: string;
  readonly file: string | undefined;
  readonly category: string | undefined;
  readonly isListed: boolean;
}

export interface Emojis {
  /** Those of this server, by shortcode. */
  list(): Promise<readonly Emoji[]>;
  /** Adds one, or replaces the one of that name, and resolves to what stood before. Refuses `invalid`. */
  add(emoji: NewEmoji): Promise<Emoji | undefined>;
  /** Removes one, and resolves to what it was. Refuses `not-found`. */
  remove(shortcode: string): Promise<Emoji>;
}

/** What other servers may say about their emoji. For the federation door alone; each may be said twice. */
export interface EmojiRules {
  /** Keeps emoji of an account's server: those that are new, have another picture, or were changed since (F-226). */
  receive(of: AccountId, told: readonly ToldEmoji[]): Promise<void>;
}

/** An emoji as another server tells it. */
export type ToldEmoji = Pick<Emoji, "shortcode" | "url" | "updatedAt">;

export function createEmojis({
  storage: { stores, transact },
  clock,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
}): Emojis & EmojiRules {
  return {
    list: () => stores.emojis.local(),

    async add({ shortcode, url, file, category, isListed }) {
      if (!isShortcode(shortcode)) {
        throw new Refusal("invalid", "A shortcode has 2 to 128 letters, digits and underscores.");
      }
      const name = { shortcode, domain: undefined };
      const heading = category === undefined ? undefined : tidyLine(category);
      const emoji = { ...name, url, file, category: heading, isListed, updatedAt: clock.now() };
      return transact(async (work) => {
        const [before] = await work.emojis.named([name]);
        await work.emojis.put(emoji);
        return before;
      });
    },

    async remove(shortcode) {
      const removed = await transact((work) => work.emojis.remove({ shortcode, domain: undefined }));
      if (removed === undefined) throw new Refusal("not-found");
      return removed;
    },

    async receive(of, told) {
      if (told.length === 0) return;
      const account = await stores.accounts.byId(of);
      if (account?.domain === undefined) return;
      const { domain } = account;
      const kept = await stores.emojis.named(told.map(({ shortcode }) => ({ shortcode, domain })));
      const before = new Map(kept.map((emoji) => [emoji.shortcode, emoji]));
      const fresh = told
        .map((one) => ({ ...one, domain, file: undefined, category: undefined, isListed: false }))
        .filter((emoji) => isNewer(emoji, before.get(emoji.shortcode)));
      if (fresh.length === 0) return;
      await transact(async (work) => {
        for (const emoji of fresh) await work.emojis.put(emoji);
      });
    },
  };
}

/** The emoji of this server that texts of this server name. */
export async function localEmojisIn(
  { emojis }: Pick<Stores, "emojis">,
  texts: readonly string[],
): Promise<readonly Emoji[]> {
  const names = [...new Set(texts.flatMap((text) => shortcodesIn(text)))];
  if (names.length === 0) return [];
  const found = await emojis.named(names.map((shortcode) => ({ shortcode, domain: undefined })));
  return found.toSorted((one, other) => names.indexOf(one.shortcode) - names.indexOf(other.shortcode));
}

/** The part of an emoji that stands with a text. */
export function asPart({ shortcode, url }: CustomEmoji): CustomEmoji {
  return { shortcode, url };
}
