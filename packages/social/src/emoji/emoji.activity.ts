import type { Emoji as EmojiTag, Tag } from "@trunkline/activitypub";
import { changeInstant, webUrl } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Emoji } from "./emoji.ts";
import type { ToldEmoji } from "./emojis.ts";

/** S-053. */
const maxEmojis = 500;

/** The emoji among the tags of a post or an actor: with a name that texts can have, and a picture that may be shown. */
export function readEmojis(
  tags: readonly Tag[],
  { now, home }: { readonly now: Date; readonly home: Pick<Home, "origin"> },
): readonly ToldEmoji[] {
  const emojis = new Map<string, ToldEmoji>();
  for (const tag of tags) {
    if (tag.type !== "Emoji" || emojis.size >= maxEmojis) continue;
    const shortcode = tag.name.replaceAll(":", "");
    const url = webUrl(tag.icon, home);
    if (url === undefined || !/^[\w.+-]{1,2048}$/.test(shortcode)) continue;
    emojis.set(shortcode, { shortcode, url, updatedAt: changeInstant(tag.updated, now) });
  }
  return [...emojis.values()];
}

/** The protocol form of an emoji of this server. */
export function toEmojiTag({ shortcode, url, updatedAt }: Emoji): EmojiTag {
  return { type: "Emoji", id: undefined, name: `:${shortcode}:`, icon: url, updated: updatedAt };
}
