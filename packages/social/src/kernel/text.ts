/** A stretch of plain text, and what it is. The texts of all pieces, joined, are the whole. */
export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "link"; readonly text: string }
  | {
      readonly type: "mention";
      readonly text: string;
      readonly username: string;
      /** `undefined` when only a name was written. */
      readonly domain: string | undefined;
    }
  | {
      readonly type: "hashtag";
      readonly text: string;
      /** Normalised, without `#`. */
      readonly name: string;
    };

/** Whom a text mentions. */
export interface Handle {
  readonly username: string;
  readonly domain: string | undefined;
}

const start = /[hH][tT][tT][pP][sS]?:\/\/|[@#＃]/gu;
const link = /(?<![\p{L}\p{N}_@#$/])[hH][tT][tT][pP][sS]?:\/\/[^\s<>"\p{Cc}]*/uy;
const mention =
  /(?<![\p{L}\p{M}\p{N}_=/])@([a-zA-Z0-9_]+(?:[.-]+[a-zA-Z0-9_]+)*)(?:@([\p{L}\p{M}\p{N}]+(?:(?:\.|-+)[\p{L}\p{M}\p{N}]+)*(?::\d{1,5})?))?/uy;
const hashtag = /(?<![\p{L}\p{M}\p{N}_=/&])[#＃]([\p{L}\p{M}\p{Nd}_]+)/uy;
const shortcode = /(?<![\p{L}\p{N}:]):([a-zA-Z0-9_]{2,128}):(?![\p{L}\p{N}:])/gu;

const maxLinkLength = 2048;
const maxTagLength = 100;
/** Before its letters are put together: no letter that fits is written with more than four signs. */
const maxWrittenTag = 4 * maxTagLength;

/**
 * Finds the links, mentions and hashtags of a text, as Mastodon does. Each place of the text is looked at
 * a fixed number of times (S-164): what is refused is skipped whole.
 */
export function scan(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  let from = 0;
  for (;;) {
    start.lastIndex = from;
    const index = start.exec(text)?.index;
    if (index === undefined) break;
    const { piece, length } = take(text, index);
    from = index + length;
    if (piece === undefined) continue;
    if (index > done) pieces.push({ type: "text", text: text.slice(done, index) });
    pieces.push(piece);
    done = from;
  }
  if (done < text.length) pieces.push({ type: "text", text: text.slice(done) });
  return pieces;
}

/** Every handle that a text mentions, each once, in the order in which they are written. */
export function handlesIn(text: string): readonly Handle[] {
  const found = new Map<string, Handle>();
  for (const piece of scan(text)) {
    if (piece.type === "mention") found.set(piece.text.toLowerCase(), piece);
  }
  return [...found.values()].map(({ username, domain }) => ({ username, domain }));
}

/** The normalised names of every hashtag of a text, each once. */
export function tagsIn(text: string): readonly string[] {
  return [...new Set(scan(text).flatMap((piece) => (piece.type === "hashtag" ? [piece.name] : [])))];
}

/** The shortcodes of custom emojis that a text names, without their colons, each once. */
export function shortcodesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(shortcode)].flatMap((match) => match[1] ?? []))];
}

/** The one form under which a hashtag is known. `undefined` for what cannot be one: digits alone, too long. */
export function normaliseTag(name: string): string | undefined {
  if (name.length > maxWrittenTag) return undefined;
  // NFKC turns some letters into several signs, and not all of those are allowed in a tag.
  const tag = name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{Nd}_]/gu, "");
  const length = Array.from(tag.slice(0, 2 * maxTagLength + 1)).length;
  return length <= maxTagLength && /\p{L}/u.test(tag) ? tag : undefined;
}

interface Taken {
  readonly piece: Piece | undefined;
  /** How much of the text has been dealt with. */
  readonly length: number;
}

function take(text: string, index: number): Taken {
  const sign = text[index];
  if (sign === "@") return takeMention(text, index);
  return sign === "#" || sign === "＃" ? takeHashtag(text, index) : takeLink(text, index);
}

function takeMention(text: string, index: number): Taken {
  const match = matchAt(mention, text, index);
  const [whole, username, domain] = match ?? [];
  if (whole === undefined || username === undefined) return { piece: undefined, length: 1 };
  const fits = username.length <= 64 && (domain?.length ?? 0) <= 253;
  return {
    piece: fits ? { type: "mention", text: whole, username, domain: domain?.toLowerCase() } : undefined,
    length: whole.length,
  };
}

function takeHashtag(text: string, index: number): Taken {
  const [whole, written] = matchAt(hashtag, text, index) ?? [];
  if (whole === undefined || written === undefined) return { piece: undefined, length: 1 };
  const name = normaliseTag(written);
  return {
    piece: name === undefined ? undefined : { type: "hashtag", text: whole, name },
    length: whole.length,
  };
}

function takeLink(text: string, index: number): Taken {
  const run = matchAt(link, text, index)?.[0];
  if (run === undefined) return { piece: undefined, length: 1 };
  const url = withoutTail(run);
  return isLink(url)
    ? { piece: { type: "link", text: url }, length: url.length }
    : { piece: undefined, length: run.length };
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function isLink(text: string): boolean {
  const url = text.length <= maxLinkLength ? URL.parse(text) : null;
  return url !== null && url.hostname.includes(".") && url.username === "" && url.password === "";
}

const opening: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", "）": "（", "」": "「" };

/** Without the punctuation that belongs to the sentence, and without brackets that were opened before. */
function withoutTail(run: string): string {
  const counts = new Map<string, number>();
  for (const sign of run) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let end = run.length;
  for (; end > 0; end -= 1) {
    const last = run[end - 1] ?? "";
    const opener = opening[last];
    const unopened = opener !== undefined && (counts.get(last) ?? 0) > (counts.get(opener) ?? 0);
    if (!unopened && !".,:;!?'*_~…。、！？".includes(last)) break;
    counts.set(last, (counts.get(last) ?? 0) - 1);
  }
  return run.slice(0, end);
}
