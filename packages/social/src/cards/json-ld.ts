import { textOf } from "./markup.ts";

/** What a page says of itself in JSON-LD. */
export interface Article {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly authorName?: string | undefined;
  readonly authorUrl?: string | undefined;
  readonly publisher?: string | undefined;
  readonly language?: string | undefined;
  readonly publishedAt?: string | undefined;
}

const script = /<script\b[^<>]*application\/ld\+json[^<>]*>([\s\S]*?)<\/script\s*>/gi;
const maxScripts = 10;
const maxLength = 100_000;
const articles = new Set([
  "Article",
  "NewsArticle",
  "BlogPosting",
  "Report",
  "ScholarlyArticle",
  "TechArticle",
  "LiveBlogPosting",
]);

/** The first article that a page describes in JSON-LD, by the plain names of schema.org. Empty where there is none. */
export function readJsonLd(html: string): Article {
  for (const [, written = ""] of [...html.matchAll(script)].slice(0, maxScripts)) {
    const article = objectsIn(parsed(written.slice(0, maxLength))).find(isArticle);
    if (article !== undefined) return read(article);
  }
  return {};
}

type JsonObject = Readonly<Record<string, unknown>>;

function read(article: JsonObject): Article {
  const [author] = objectsIn(article["author"]);
  const [publisher] = objectsIn(article["publisher"]);
  return {
    title: text(article["headline"]),
    description: text(article["description"]),
    authorName: text(author?.["name"]) ?? text(article["author"]),
    authorUrl: text(author?.["url"]),
    publisher: text(publisher?.["name"]),
    language: text(article["inLanguage"]),
    publishedAt: text(article["datePublished"]),
  };
}

function isArticle({ "@type": type }: JsonObject): boolean {
  return (Array.isArray(type) ? type : [type]).some(
    (one: unknown) => typeof one === "string" && articles.has(one),
  );
}

/** The objects of a value: itself, those of its list, those of its graph. */
function objectsIn(value: unknown): readonly JsonObject[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const objects = all
    .filter((one) => typeof one === "object" && one !== null)
    .map((one): JsonObject => ({ ...one }));
  return objects.flatMap((one) => [one, ...(Array.isArray(one["@graph"]) ? objectsIn(one["@graph"]) : [])]);
}

function text(value: unknown): string | undefined {
  const said = typeof value === "string" ? textOf(value) : "";
  return said === "" ? undefined : said;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // a stranger's mistake
    throw error;
  }
}
