import type { Status } from "../statuses/status.ts";

/** Words in a row, as `wordsOf` gives them. */
export interface Phrase {
  readonly words: readonly string[];
  /** Whether of the last word only the beginning was given. */
  readonly isOpen: boolean;
}

/** What of a text is searched; a longer one is found by its beginning alone. In UTF-16 units. */
const maxLength = 50_000;
const maxWordLength = 60;

const word = /[\p{L}\p{M}\p{N}]+/gu;
/** Writing that puts no spaces between words. */
const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu;
const isDense = new RegExp(`^${dense.source}$`, "u");

/**
 * The words of a text as search compares them: without case, accents and the other forms of a letter. Writing without
 * spaces comes as overlapping pairs of signs and the last sign by itself, so that any part of it is a row of words.
 */
export function wordsOf(text: string): readonly string[] {
  const folded = fold(text.slice(0, maxLength));
  return (folded.match(word) ?? [])
    .flatMap(pieces)
    .flatMap((piece) => (isDense.test(piece) ? pairs(piece) : [piece]));
}

/** The parts of a name or handle as search compares them: what is between spaces and `@`. */
export function namePartsOf(text: string): readonly string[] {
  return fold(text.slice(0, maxLength))
    .split(/[\s@]+/u)
    .filter((part) => part !== "")
    .map((part) => part.slice(0, maxWordLength));
}

/** What is looked for where a text is given: each of its words, one after the other. `undefined` without a word. */
export function phraseOf(text: string): Phrase | undefined {
  const isCut = text.length > 1 && text.endsWith("*");
  const words = [...wordsOf(text)];
  const signs = Array.from((fold(text).match(word) ?? []).at(-1) ?? "");
  const isRun = isDense.test(signs.at(-1) ?? "");
  // The last sign by itself ends a text, but not a phrase within one.
  if (isRun && words.length > 1 && isDense.test(signs.at(-2) ?? "")) words.pop();
  return words.length === 0 ? undefined : { words, isOpen: isCut || (isRun && signs.length === 1) };
}

/** The words of everything that a status says, separated by spaces. */
export function searchedText({
  content,
  spoilerText,
  media,
}: Pick<Status, "content" | "spoilerText" | "media">): string {
  const said = [spoilerText, plain(content), ...media.map(({ description }) => description ?? "")];
  return wordsOf(said.join("\n")).join(" ");
}

/** Latin, Greek and Cyrillic letters without their accents; what belongs to a letter of another script stays. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
}

/** Apart what is written without spaces from what is beside it. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (const { index, 0: run } of text.matchAll(dense)) {
    if (index > from) found.push(text.slice(from, index).slice(0, maxWordLength));
    found.push(run);
    from = index + run.length;
  }
  if (from < text.length) found.push(text.slice(from).slice(0, maxWordLength));
  return found;
}

function pairs(run: string): readonly string[] {
  const signs = Array.from(run);
  return signs.map((sign, index) => sign + (signs[index + 1] ?? ""));
}

/** The text of markup that is known to be safe: only elements, and the few entities that it is written with. */
function plain(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/li|\/pre|\/blockquote)[^>]*>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
