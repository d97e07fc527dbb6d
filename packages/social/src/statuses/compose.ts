import { fits } from "../kernel/characters.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { renderText } from "../kernel/render-text.ts";
import { tagsIn } from "../kernel/text.ts";
import { tidyLine, tidyText } from "../kernel/tidy.ts";
import type { CustomEmoji } from "../emoji/custom-emoji.ts";
import type { Mentioned } from "./mentioned.ts";
import type { Revision } from "./status.ts";
import { asPart, localEmojisIn } from "../emoji/emojis.ts";
import type { Stores } from "../stores.ts";
import type { Draft } from "./statuses.ts";

/** How long a status may be. */
export interface DraftLimits {
  readonly statusCharacters: number;
  readonly charactersPerLink: number;
}

/**
 * A draft as it is kept. Refuses with `invalid` what says nothing or too much.
 *
 * @param mayBeEmpty whether something else speaks for it: what it quotes
 */
export function checkedDraft(draft: Draft, limits: DraftLimits, mayBeEmpty = false): Draft {
  const written = tidyText(draft.text).trim();
  const spoiler = tidyLine(draft.spoilerText);
  // A warning without a text is the text, as Mastodon has it.
  const [text, spoilerText] = written === "" ? [spoiler, ""] : [written, spoiler];
  const { language, poll, media } = draft;
  const shows = media !== undefined && media.length > 0;
  if (shows && poll !== undefined) throw new Refusal("invalid", "A status has a poll or files, not both.");
  if (text === "" && !mayBeEmpty && !shows) throw new Refusal("invalid", "A status needs a text.");
  const limit = { characters: limits.statusCharacters, perLink: limits.charactersPerLink };
  if (!fits(`${spoilerText}${text}`, limit)) {
    throw new Refusal("invalid", `A status has at most ${limit.characters} characters.`);
  }
  return { text, spoilerText, sensitive: draft.sensitive || spoilerText !== "", language, poll, media };
}

/** The emoji of this server that a draft names. */
export async function emojisOf(
  { text, spoilerText, poll }: Draft,
  stores: Pick<Stores, "emojis">,
): Promise<readonly CustomEmoji[]> {
  return (await localEmojisIn(stores, [text, spoilerText, ...(poll?.options ?? [])])).map(asPart);
}

/** What of a status is made from its text. */
export function compose(
  draft: Draft,
  author: AccountId,
  context: {
    readonly mentioned: Mentioned;
    readonly emojis: readonly CustomEmoji[];
    readonly origin: string;
  },
): Revision {
  const { mentioned, emojis, origin } = context;
  return {
    text: draft.text,
    content: renderText(draft.text, { origin, mention: (handle) => mentioned.find(handle) }),
    spoilerText: draft.spoilerText,
    sensitive: draft.sensitive,
    language: draft.language,
    mentions: mentioned.accounts.map((account) => account.id).filter((id) => id !== author),
    tags: tagsIn(draft.text),
    emojis,
    media: [],
  };
}
