import type { JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";

const ACTIVITYSTREAMS = "https://www.w3.org/ns/activitystreams";

/** Contexts that are named by their address, and the property that needs them. */
const addresses: readonly (readonly [property: string, address: string])[] = [
  ["publicKey", "https://w3id.org/security/v1"],
  ["assertionMethod", "https://www.w3.org/ns/cid/v1"],
  ["webfinger", "https://purl.archive.org/socialweb/webfinger"],
];

/** Terms that ActivityStreams does not define, as Mastodon spells them. */
const definitions: Readonly<Record<string, unknown>> = {
  fedibird: "http://fedibird.com/ns#",
  gts: "https://gotosocial.org/ns#",
  litepub: "http://litepub.social/ns#",
  misskey: "https://misskey-hub.net/ns#",
  ostatus: "http://ostatus.org#",
  schema: "http://schema.org#",
  toot: "http://joinmastodon.org/ns#",
  ...terms("as", ["Hashtag", "manuallyApprovesFollowers", "sensitive"]),
  ...links("as", ["alsoKnownAs", "movedTo"]),
  ...terms("ostatus", ["atomUri", "conversation", "inReplyToAtomUri"]),
  ...terms("schema", ["PropertyValue", "value"]),
  ...terms("toot", [
    "Emoji",
    "blurhash",
    "discoverable",
    "indexable",
    "memorial",
    "suspended",
    "votersCount",
  ]),
  ...terms("toot", ["showFeatured", "showMedia", "showRepliesInMedia"]),
  ...links("toot", ["featured", "featuredTags"]),
  focalPoint: { "@container": "@list", "@id": "toot:focalPoint" },
  attributionDomains: { "@container": "@set", "@id": "toot:attributionDomains" },
  ...terms("misskey", ["_misskey_quote", "_misskey_reaction"]),
  ...terms("fedibird", ["quoteUri"]),
  ...terms("litepub", ["EmojiReact"]),
  ...terms("https://w3id.org/fep/044f#", ["QuoteAuthorization", "QuoteRequest"]),
  ...links("https://w3id.org/fep/044f#", ["quote", "quoteAuthorization"]),
  ...terms("gts", ["AnnounceAuthorization", "AnnounceRequest", "LikeRequest"]),
  LikeAuthorization: "gts:LikeApproval",
  ...terms("gts", ["ReplyAuthorization", "ReplyRequest"]),
  ...links("gts", ["approvedBy", "automaticApproval", "manualApproval", "interactionPolicy"]),
  ...links("gts", ["canAnnounce", "canLike", "canQuote", "canReply"]),
  ...links("gts", ["interactingObject", "interactionTarget"]),
  ...links("gts", ["announceAuthorization", "likeAuthorization", "replyAuthorization"]),
  ...terms("https://w3id.org/fep/7aa9#", ["FeatureAuthorization", "FeatureRequest", "FeaturedCollection"]),
  ...terms("https://w3id.org/fep/7aa9#", ["FeaturedItem", "featuredObjectType"]),
  ...links("https://w3id.org/fep/7aa9#", ["canFeature", "featureAuthorization", "featuredCollections"]),
  ...links("https://w3id.org/fep/7aa9#", ["featuredObject", "topic"]),
  assertionMethod: {
    "@id": "https://w3id.org/security#assertionMethod",
    "@type": "@id",
    "@container": "@set",
  },
  implements: { "@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@list" },
};

/** A prefix that is defined above, or a namespace written out because nothing else needs it. */
function within(namespace: string, name: string): string {
  return namespace.includes(":") ? namespace + name : `${namespace}:${name}`;
}

function terms(namespace: string, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, within(namespace, name)]));
}

/** Terms whose values are addresses. */
function links(namespace: string, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { "@id": within(namespace, name), "@type": "@id" }]));
}

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
  const defined = Object.entries(definitions).filter(([name]) => used.has(name));
  const named = addresses.filter(([property]) => used.has(property)).map(([, address]) => address);
  const context = [ACTIVITYSTREAMS, ...named, ...(defined.length === 0 ? [] : [Object.fromEntries(defined)])];
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
