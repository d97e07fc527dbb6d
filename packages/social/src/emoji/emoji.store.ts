import type { Emoji, EmojiName } from "./emoji.ts";

/** Custom emoji, by their shortcode and whose they are. */
export interface EmojiStore {
  /** Stores an emoji, in the place of the one with its name. */
  put(emoji: Emoji): Promise<void>;
  /** Removes an emoji, and resolves to what was removed. */
  remove(name: EmojiName): Promise<Emoji | undefined>;
  /** Those of this server, by shortcode. */
  local(): Promise<readonly Emoji[]>;
  /** Those of the given names that there are, in any order. */
  named(names: readonly EmojiName[]): Promise<readonly Emoji[]>;
}
