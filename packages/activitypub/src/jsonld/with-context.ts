import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";

const ACTIVITYSTREAMS = "https://www.w3.org/ns/activitystreams";

/** Contexts that are named by their address, and the property that needs them. */
const addresses: readonly (readonly [property: string, address: string])[] = [
  ["publicKey", "https://w3id.org/security/v1"],
  ["webfinger", "https://purl.archive.org/socialweb/webfinger"],
];

/** Terms that ActivityStreams does not define, as Mastodon spells them. */
const definitions: Readonly<Record<string, unknown>> = {
  ostatus: "http://ostatus.org#",
  schema: "http://schema.org#",
  toot: "http://joinmastodon.org/ns#",
  atomUri: "ostatus:atomUri",
  inReplyToAtomUri: "ostatus:inReplyToAtomUri",
  conversation: "ostatus:conversation",
  sensitive: "as:sensitive",
  manuallyApprovesFollowers: "as:manuallyApprovesFollowers",
  movedTo: { "@id": "as:movedTo", "@type": "@id" },
  alsoKnownAs: { "@id": "as:alsoKnownAs", "@type": "@id" },
  Hashtag: "as:Hashtag",
  Emoji: "toot:Emoji",
  blurhash: "toot:blurhash",
  discoverable: "toot:discoverable",
  indexable: "toot:indexable",
  suspended: "toot:suspended",
  featured: { "@id": "toot:featured", "@type": "@id" },
  PropertyValue: "schema:PropertyValue",
  value: "schema:value",
};

/**
 * Puts the smallest `@context` before an object that covers the properties and types in it.
 *
 * Small because some servers refuse activities over 64 KiB, and literal because some read names rather than
 * JSON-LD.
 */
export function withContext(object: JsonObject): JsonObject {
  const used = new Set<string>();
  collect(object, used);
  for (const name of used) {
    const prefix = prefixOf(definitions[name]);
    if (prefix !== undefined) used.add(prefix);
  }
  const terms = Object.entries(definitions).filter(([name]) => used.has(name));
  const named = addresses.filter(([property]) => used.has(property)).map(([, address]) => address);
  const context = [ACTIVITYSTREAMS, ...named, ...(terms.length === 0 ? [] : [Object.fromEntries(terms)])];
  return { "@context": context.length === 1 ? ACTIVITYSTREAMS : context, ...object };
}

function collect(value: unknown, used: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, used);
  if (!isJsonObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    used.add(key);
    if (key === "type" && typeof inner === "string") used.add(inner);
    collect(inner, used);
  }
}

/** `as` is defined by ActivityStreams itself. */
function prefixOf(definition: unknown): string | undefined {
  const iri = isJsonObject(definition) ? definition["@id"] : definition;
  const prefix = typeof iri === "string" ? iri.slice(0, iri.indexOf(":")) : undefined;
  return prefix !== undefined && Object.hasOwn(definitions, prefix) ? prefix : undefined;
}
