import type { EmojiName } from "../emoji/emoji.ts";
import type { EmojiStore } from "../emoji/emoji.store.ts";
import type { Tables } from "./tables.ts";

export function emojiStore({ emojis }: Tables): EmojiStore {
  const keyOf = ({ shortcode, domain }: EmojiName): string => `${shortcode}@${domain ?? ""}`;
  return {
    put: async (emoji) => emojis.set(keyOf(emoji), emoji),
    async remove(name) {
      const stands = emojis.get(keyOf(name));
      emojis.delete(keyOf(name));
      return stands;
    },
    local: async () =>
      emojis
        .values()
        .filter(({ domain }) => domain === undefined)
        .sort((one, other) => (one.shortcode < other.shortcode ? -1 : 1)),
    named: async (names) => names.flatMap((name) => emojis.get(keyOf(name)) ?? []),
  };
}
