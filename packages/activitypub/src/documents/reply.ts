import { ACTIVITY_TYPE, readMediaType } from "../fetching/media-type.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { Standing } from "../ports.ts";

/** Who may keep a copy of an answer. */
export type Sharing = "everybody" | "asker";

const CACHE_CONTROL: Readonly<Record<Sharing, string>> = {
  everybody: "public, max-age=60",
  asker: "private, no-store",
};

/** Answers to readers whose name was asked are for them alone. */
export function sharingOf({ reader }: { readonly reader: Href | undefined }): Sharing {
  return reader === undefined ? "everybody" : "asker";
}

/** What those who were told of an object's end, or of its absence, receive. */
export const standingStatus: Readonly<Record<Exclude<Standing, "here">, number>> = {
  suspended: 403,
  unknown: 404,
  gone: 410,
};

/** A document of the protocol, with its `@context` already in it; it names the page that shows the same to people. */
export function replyDocument(document: JsonObject, sharing: Sharing = "everybody"): Response {
  const { url } = document;
  return new Response(JSON.stringify(document), {
    headers: {
      "content-type": `${ACTIVITY_TYPE}; charset=utf-8`,
      vary: "Accept, Signature",
      "cache-control": CACHE_CONTROL[sharing],
      ...(typeof url === "string" ? { link: `<${url}>; rel="alternate"; type="text/html"` } : {}),
    },
  });
}

/** An answer that consists of its status. */
export function replyStatus(status: number): Response {
  return new Response(null, { status, headers: { vary: "Accept, Signature" } });
}

const ACTIVITY_TYPES: ReadonlySet<string> = new Set([
  ACTIVITY_TYPE,
  "application/ld+json",
  "application/json",
]);
const PAGE_TYPES: ReadonlySet<string> = new Set(["text/html", "application/xhtml+xml"]);

/**
 * Whether an `Accept` header asks for the protocol's JSON rather than for a page.
 *
 * Only types that are named count: `*` alone is a browser or a curious person. Where a page is
 * wanted more, it is a page.
 */
export function wantsDocument(accept: string | null): boolean {
  const ranges = (accept ?? "").split(",").map(readMediaType);
  const best = (types: ReadonlySet<string>): number =>
    Math.max(0, ...ranges.filter(({ type }) => types.has(type)).map(quality));
  const document = best(ACTIVITY_TYPES);
  return document > 0 && document >= best(PAGE_TYPES);
}

function quality({ parameters }: ReturnType<typeof readMediaType>): number {
  const value = Number(parameters.get("q") ?? "1");
  return Number.isNaN(value) ? 0 : value;
}
