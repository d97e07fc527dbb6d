import type { Status } from "../statuses/status.ts";

const maxLength = 2048;
const anchor = /<a\s([^>]*)>(.*?)<\/a>/gs;
/** The line by which other servers show a quote to readers that know none. */
const quoteLine = /<(p|span) class="quote-inline">.*?<\/\1>/gs;

/**
 * The address that a status speaks of: its first link that is no mention, no hashtag and no stand-in for a quote.
 * `undefined` where there is none. The content is safe HTML.
 */
export function linkIn({ content }: Pick<Status, "content">): string | undefined {
  for (const [, attributes = "", text = ""] of content.replaceAll(quoteLine, "").matchAll(anchor)) {
    if (/\bclass="[^"]*\b(mention|hashtag)\b/.test(attributes) || /\brel="[^"]*\btag\b/.test(attributes))
      continue;
    if (/^\s*(<[^>]*>)*\s*[@#＃]/.test(text)) continue;
    const url = URL.parse((/\bhref="([^"]*)"/.exec(attributes)?.[1] ?? "").replaceAll("&amp;", "&"));
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
      continue;
    if (!url.hash.startsWith("#!")) url.hash = "";
    if (url.href.length <= maxLength) return url.href;
  }
  return undefined;
}
