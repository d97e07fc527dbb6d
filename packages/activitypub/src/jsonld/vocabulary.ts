export const AS = "https://www.w3.org/ns/activitystreams#";
const CAPABILITIES = "https://w3id.org/fep/844e/";
const FEATURED = "https://w3id.org/fep/7aa9#";
const FEDIBIRD = "http://fedibird.com/ns#";
const GOTOSOCIAL = "https://gotosocial.org/ns#";
const LDP = "http://www.w3.org/ns/ldp#";
const LITEPUB = "http://litepub.social/ns#";
const MISSKEY = "https://misskey-hub.net/ns#";
const OSTATUS = "http://ostatus.org#";
const QUOTES = "https://w3id.org/fep/044f#";
const SCHEMA = "http://schema.org#";
const SECURITY = "https://w3id.org/security#";
const TOOT = "http://joinmastodon.org/ns#";
const WEBFINGER = "https://purl.archive.org/socialweb/webfinger#";

/** What a property's plain texts stand for. */
export type Kind =
  | "address"
  /** An address, or everybody. */
  | "addressee"
  /** An address of any scheme, which only some contexts know to be one. */
  | "uri"
  | "text"
  /** Texts or numbers, one or several, which some contexts take for addresses. */
  | "list"
  /** An object, or a text that is no address. */
  | "part"
  /** A text that may be in a language. */
  | "worded";

export interface Property {
  readonly iri: string;
  readonly kind: Kind;
}

function define(namespace: string, kind: Kind, names: readonly string[]): [string, Property][] {
  return names.map((name) => [name, { iri: namespace + name, kind }]);
}

/** Every property that any reader asks for: all else is the same as absent. */
export const properties: ReadonlyMap<string, Property> = new Map([
  ...define(AS, "address", ["actor", "anyOf", "attachment", "attributedTo", "context", "endpoints"]),
  ...define(AS, "address", ["first", "followers", "following", "href", "icon", "image", "inReplyTo"]),
  ...define(AS, "address", ["instrument", "items", "last", "likes", "next", "object", "oneOf", "outbox"]),
  ...define(AS, "address", ["partOf", "prev", "replies", "result", "sharedInbox", "shares", "tag"]),
  ...define(AS, "address", ["target", "url", "movedTo", "alsoKnownAs"]),
  ...define(AS, "addressee", ["audience", "to", "cc"]),
  ...define(AS, "text", ["closed", "duration", "endTime", "height", "mediaType", "preferredUsername"]),
  ...define(AS, "text", ["published", "totalItems", "updated", "width"]),
  ...define(AS, "text", ["manuallyApprovesFollowers", "sensitive"]),
  ...define(AS, "list", ["rel"]),
  ...define(AS, "part", ["source"]),
  ...define(AS, "uri", ["quoteUrl"]),
  ...define(AS, "worded", ["content", "name", "summary"]),
  ...define(CAPABILITIES, "address", ["implements"]),
  ...define(FEATURED, "address", ["canFeature", "featureAuthorization", "featuredCollections"]),
  ...define(FEATURED, "address", ["featuredObject", "topic"]),
  ...define(FEATURED, "text", ["featuredObjectType"]),
  ...define(FEDIBIRD, "uri", ["quoteUri"]),
  ...define(GOTOSOCIAL, "address", ["approvedBy", "canAnnounce", "canLike", "canQuote", "canReply"]),
  ...define(GOTOSOCIAL, "address", ["announceAuthorization", "likeAuthorization", "replyAuthorization"]),
  ...define(GOTOSOCIAL, "address", ["interactingObject", "interactionPolicy", "interactionTarget"]),
  ...define(GOTOSOCIAL, "addressee", ["always", "approvalRequired", "automaticApproval", "manualApproval"]),
  ...define(LDP, "address", ["inbox"]),
  ...define(MISSKEY, "text", ["_misskey_reaction"]),
  ...define(MISSKEY, "uri", ["_misskey_quote"]),
  ...define(OSTATUS, "uri", ["conversation"]),
  ...define(QUOTES, "address", ["quote", "quoteAuthorization"]),
  ...define(SCHEMA, "text", ["value"]),
  ...define(SECURITY, "address", ["assertionMethod", "controller", "owner", "publicKey"]),
  ...define(SECURITY, "text", ["publicKeyMultibase", "publicKeyPem"]),
  ...define(TOOT, "address", ["featured", "featuredTags"]),
  ...define(TOOT, "list", ["attributionDomains", "focalPoint"]),
  ...define(TOOT, "text", ["blurhash", "discoverable", "indexable", "memorial", "showFeatured", "showMedia"]),
  ...define(TOOT, "text", ["showRepliesInMedia", "suspended", "votersCount"]),
  ...define(WEBFINGER, "text", ["webfinger"]),
]);

/** Other names that ActivityStreams itself gives to properties; readers ask for both. */
export const otherNames: ReadonlyMap<string, Property> = new Map(
  define(AS, "address", ["items"]).map(([, property]) => ["orderedItems", property]),
);

/** The map from language to text that stands beside a worded property. */
export function mapOf(name: string): string {
  return `${name}Map`;
}

const typeNames: readonly (readonly [namespace: string, names: readonly string[]])[] = [
  [AS, ["Accept", "Add", "Announce", "Block", "Create", "Delete", "Flag", "Follow", "Like", "Move"]],
  [AS, ["Reject", "Remove", "Undo", "Update"]],
  [AS, ["Person", "Service", "Group", "Organization", "Application"]],
  [AS, ["Note", "Question", "Article", "Page", "Image", "Audio", "Video", "Event", "Document", "Link"]],
  [AS, ["Mention", "Hashtag", "Tombstone"]],
  [AS, ["Collection", "CollectionPage", "OrderedCollection", "OrderedCollectionPage"]],
  [FEATURED, ["FeatureAuthorization", "FeatureRequest", "FeaturedCollection", "FeaturedItem"]],
  [GOTOSOCIAL, ["AnnounceApproval", "AnnounceAuthorization", "AnnounceRequest"]],
  [GOTOSOCIAL, ["LikeRequest"]],
  [GOTOSOCIAL, ["ReplyApproval", "ReplyAuthorization", "ReplyRequest"]],
  [LITEPUB, ["EmojiReact"]],
  [QUOTES, ["QuoteAuthorization", "QuoteRequest"]],
  [SCHEMA, ["PropertyValue"]],
  [SECURITY, ["Multikey"]],
  [TOOT, ["Emoji"]],
];

/** Every type that any reader asks for, by name. */
export const types: ReadonlyMap<string, string> = new Map([
  ...typeNames.flatMap(([namespace, names]) => names.map((name) => [name, namespace + name] as const)),
  // So it stands in the context that GoToSocial publishes.
  ["LikeAuthorization", `${GOTOSOCIAL}LikeApproval`] as const,
]);

/** The full addresses of all that any reader asks for. */
export const ours: ReadonlySet<string> = new Set([
  ...[...properties.values()].map(({ iri }) => iri),
  ...types.values(),
]);

/**
 * The one context into which foreign ones are translated. It also stands before each of them, so that a term
 * which a document uses but forgot to define means what everybody takes it for.
 */
export const plainContext: Readonly<Record<string, unknown>> = {
  id: "@id",
  type: "@type",
  as: AS,
  ...Object.fromEntries(types),
  ...Object.fromEntries([...otherNames].flatMap(([name, property]) => termsOf(name, property))),
  ...Object.fromEntries([...properties].flatMap(([name, property]) => termsOf(name, property))),
};

function termsOf(name: string, { iri, kind }: Property): [string, unknown][] {
  if (kind === "address" || kind === "addressee") return [[name, { "@id": iri, "@type": "@id" }]];
  if (kind !== "worded") return [[name, iri]];
  return [
    [name, iri],
    [mapOf(name), { "@id": iri, "@container": "@language" }],
  ];
}
