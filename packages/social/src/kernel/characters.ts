import { scan } from "./text.ts";

/** How long a text is. */
export interface Length {
  /** What a reader would call characters, by Mastodon's rules. */
  readonly characters: number;
  /** How many code points they are made of: a single character may hold any number of accents. */
  readonly codePoints: number;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const codePointsPerCharacter = 10;
/** The longest text that is counted at all, in UTF-16 units for each allowed character. */
const unitsPerCharacter = 100;

/**
 * Counts as Mastodon does: each link as a fixed number, of a mention `@user` alone.
 *
 * @param perLink what each link counts, whatever its length
 */
export function measure(text: string, perLink: number): Length {
  const counted = scan(text)
    .map((piece) => {
      if (piece.type === "link") return "x".repeat(perLink);
      return piece.type === "mention" ? `@${piece.username}` : piece.text;
    })
    .join("");
  return { characters: Array.from(graphemes.segment(counted)).length, codePoints: codePointsOf(counted) };
}

/** How many code points a text is made of: what databases and most other languages count. */
export function codePointsOf(text: string): number {
  return Array.from(text).length;
}

/** Whether a text keeps within a limit. Does not look at a text that is far too long. */
export function fits(
  text: string,
  limit: { readonly characters: number; readonly perLink: number },
): boolean {
  if (text.length > limit.characters * unitsPerCharacter) return false;
  const { characters, codePoints } = measure(text, limit.perLink);
  return characters <= limit.characters && codePoints <= limit.characters * codePointsPerCharacter;
}
