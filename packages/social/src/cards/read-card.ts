import type { ReadCard } from "./card.ts";
import { readJsonLd } from "./json-ld.ts";
import { attribute, elements, linkOf, textOf } from "./markup.ts";

const limits = { title: 500, description: 1000, name: 200 };

/**
 * Reads what a page says of itself: Open Graph first, then JSON-LD, then what every page has. `undefined` for a page
 * without a title. All of it is text (S-067), and every address one of the web (S-038).
 *
 * @param url where the page came from
 */
export function readCard(html: string, url: string): ReadCard | undefined {
  const said = metaIn(html);
  const article = readJsonLd(html);
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => said.get(name)).find((text) => text !== undefined && text !== "");
  const title = first("og:title", "twitter:title") ?? article.title ?? titleIn(html);
  if (title === undefined || title === "") return undefined;
  const { origin, hostname } = new URL(url);
  return {
    title: cut(title, limits.title),
    description: cut(
      first("og:description", "twitter:description", "description") ?? article.description ?? "",
      limits.description,
    ),
    authorName: cut(article.authorName ?? first("author", "article:author:name") ?? "", limits.name),
    authorUrl: linkOf(article.authorUrl ?? first("article:author"), url) ?? "",
    providerName: cut(
      first("og:site_name", "application-name") ?? article.publisher ?? hostname.replace(/^www\./, ""),
      limits.name,
    ),
    providerUrl: `${origin}/`,
    language: languageIn(html, first("og:locale") ?? article.language),
    publishedAt: dateOf(first("article:published_time") ?? article.publishedAt),
    creatorHandle: handleOf(first("fediverse:creator")),
    oEmbedUrl: oEmbedIn(html, url),
  };
}

/** The first of each name. */
function metaIn(html: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const element of elements(html, "meta")) {
    const name = (attribute(element, "property") ?? attribute(element, "name"))?.trim().toLowerCase();
    const content = attribute(element, "content");
    if (name !== undefined && content !== undefined && !said.has(name)) said.set(name, textOf(content));
  }
  return said;
}

function titleIn(html: string): string | undefined {
  const written = /<title[^<>]*>([^<]{1,5000})/i.exec(html)?.[1];
  return written === undefined ? undefined : textOf(written);
}

function languageIn(html: string, said: string | undefined): string | undefined {
  const written = attribute(/<html\b[^<>]*>/i.exec(html)?.[0] ?? "", "lang") ?? said;
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(written?.trim() ?? "")?.[0].toLowerCase();
}

function dateOf(text: string | undefined): Date | undefined {
  const at = new Date(text ?? "");
  const year = at.getUTCFullYear();
  return year >= 1970 && year < 3000 ? at : undefined;
}

function handleOf(text: string | undefined): string | undefined {
  const handle = text?.trim().replace(/^@/, "") ?? "";
  return /^[a-z0-9_.-]{1,64}@[^\s@/?#]{1,253}$/i.test(handle) ? handle : undefined;
}

function oEmbedIn(html: string, url: string): string | undefined {
  const found = elements(html, "link").find(
    (element) => attribute(element, "type")?.toLowerCase() === "application/json+oembed",
  );
  return found === undefined ? undefined : linkOf(attribute(found, "href"), url);
}

/** What an oEmbed document adds to what the page has said. Its markup is left where it is (S-067). */
export function withOEmbed(card: ReadCard, json: string, url: string): ReadCard {
  const said = objectIn(json);
  const text = (name: string): string | undefined => {
    const value = said[name];
    return typeof value === "string" && value.trim() !== "" ? cut(value.trim(), limits.name) : undefined;
  };
  return {
    ...card,
    authorName: card.authorName === "" ? (text("author_name") ?? "") : card.authorName,
    authorUrl: card.authorUrl === "" ? (linkOf(text("author_url"), url) ?? "") : card.authorUrl,
    providerName: text("provider_name") ?? card.providerName,
  };
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // a stranger's mistake
    throw error;
  }
}

function cut(text: string, length: number): string {
  const signs = Array.from(text.slice(0, 2 * length));
  return signs.length > length ? `${signs.slice(0, length - 1).join("")}…` : signs.join("");
}
