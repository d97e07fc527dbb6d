/** What a page shows to nobody, and so says to nobody. */
const unseen =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|textarea|noscript|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

const maxElements = 500;

/** The opening tags of one kind, the first few hundred. Looks at each sign a fixed number of times (S-164). */
export function elements(html: string, name: string): readonly string[] {
  const found: string[] = [];
  const tag = new RegExp(`<${name}\\b(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*>`, "gi");
  for (const [element] of withoutUnseen(html).matchAll(tag)) {
    if (found.length === maxElements) break;
    found.push(element);
  }
  return found;
}

/** Comments and scripts, taken out once for a page. */
function withoutUnseen(html: string): string {
  return html.replace(unseen, "");
}

/** The value of `name=value`, quoted either way or not at all; entities are as they were written. */
export function attribute(element: string, name: string): string | undefined {
  const found = new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(element);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  middot: "·",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  szlig: "ß",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
  ntilde: "ñ",
};

/** The text of what is written with entities, on one line. */
export function textOf(written: string): string {
  return written
    .replaceAll(
      /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi,
      (whole: string, inner: string) => entity(inner) ?? whole,
    )
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .toWellFormed();
}

function entity(inner: string): string | undefined {
  if (!inner.startsWith("#")) return named[inner];
  const code = /^#x/i.test(inner) ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

const maxLinkLength = 2048;

/** An address of the web, as it is meant from a page (S-038). `undefined` for every other. */
export function linkOf(written: string | undefined, base: string): string | undefined {
  const url = written === undefined || written.trim() === "" ? null : URL.parse(textOf(written), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return undefined;
  return url.href.length <= maxLinkLength ? url.href : undefined;
}
