import type { Href, JsonObject } from "./reference.ts";
import { isJsonObject, readHref, readList, readText, readType } from "./wire.ts";

/** What a note says about a post that it quotes. */
export interface Quote {
  /** What is quoted; none: it was deleted. */
  readonly target: Href | undefined;
  /** The address of the permission (FEP-044f), which proves nothing until it is fetched. */
  readonly authorization: Href | undefined;
  /** Told only in ways that are older than FEP-044f, and so without permission (F-178, F-179). */
  readonly isLegacy: boolean;
}

/** In the order in which they are believed. */
const LEGACY_NAMES = ["_misskey_quote", "quoteUrl", "quoteUri"] as const;

/** Reads what is quoted, in any of the ways in which servers tell. */
export function readQuote(json: JsonObject): Quote | undefined {
  const [quote] = readList(json["quote"]);
  const authorization = readHref(json["quoteAuthorization"]);
  if (isJsonObject(quote) && readType(quote["type"], { Tombstone: true }) !== undefined) {
    return { target: undefined, authorization, isLegacy: false };
  }
  const target = readHref(quote);
  if (target !== undefined) return { target, authorization, isLegacy: false };
  const legacy = readLegacy(json);
  return legacy === undefined ? undefined : { target: legacy, authorization: undefined, isLegacy: true };
}

function readLegacy(json: JsonObject): Href | undefined {
  for (const name of LEGACY_NAMES) {
    const target = readHref(json[name]);
    if (target !== undefined) return target;
  }
  return readList(json["tag"])
    .map(readObjectLink)
    .find((href) => href !== undefined);
}

const OBJECT_TYPES = /^application\/(?:activity\+json$|ld\+json;)/;
/** What `rel` of a link says where the object is quoted rather than only named. */
const QUOTE_RELATIONS: ReadonlySet<unknown> = new Set([
  "https://misskey-hub.net/ns#_misskey_quote",
  "https://w3id.org/fep/044f#quote",
  "https://www.w3.org/ns/activitystreams#quoteUrl",
  "http://fedibird.com/ns#quoteUri",
]);

/** A link to an object that is quoted (FEP-e232). Without a relation it may be any mention of a post, except in Threads. */
function readObjectLink(tag: unknown): Href | undefined {
  if (!isJsonObject(tag) || readType(tag["type"], { Link: true }) === undefined) return undefined;
  const relations = readList(tag["rel"]);
  const isQuote = relations.some((relation) => QUOTE_RELATIONS.has(relation));
  const isNamedQuote = relations.length === 0 && /^RE:/i.test(readText(tag["name"], 255) ?? "");
  const isObject = OBJECT_TYPES.test(readText(tag["mediaType"], 255) ?? "");
  return isObject && (isQuote || isNamedQuote) ? readHref(tag["href"]) : undefined;
}

/** Writes what is quoted, in the new way and in those that older servers know. */
export function writeQuote({ target, authorization }: Quote): JsonObject {
  if (target === undefined) return { quote: { type: "Tombstone" } };
  return {
    quote: target,
    _misskey_quote: target,
    quoteUri: target,
    ...(authorization === undefined ? {} : { quoteAuthorization: authorization }),
  };
}
