const AS = "https://www.w3.org/ns/activitystreams#";
const LDP = "http://www.w3.org/ns/ldp#";
const OSTATUS = "http://ostatus.org#";
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
  ...define(AS, "address", [
    "actor",
    "attachment",
    "attributedTo",
    "cc",
    "endpoints",
    "followers",
    "following",
  ]),
  ...define(AS, "address", ["href", "icon", "image", "inReplyTo", "likes", "object", "outbox", "replies"]),
  ...define(AS, "address", ["sharedInbox", "shares", "tag", "url", "movedTo", "alsoKnownAs"]),
  ...define(AS, "addressee", ["to", "cc"]),
  ...define(AS, "text", ["height", "mediaType", "preferredUsername", "published", "updated", "width"]),
  ...define(AS, "text", ["manuallyApprovesFollowers", "sensitive"]),
  ...define(AS, "worded", ["content", "name", "summary"]),
  ...define(LDP, "address", ["inbox"]),
  ...define(SECURITY, "address", ["owner", "publicKey"]),
  ...define(SECURITY, "text", ["publicKeyPem"]),
  ...define(TOOT, "address", ["featured"]),
  ...define(TOOT, "text", ["blurhash", "discoverable", "indexable", "suspended"]),
  ...define(SCHEMA, "text", ["value"]),
  ...define(OSTATUS, "uri", ["conversation"]),
  ...define(WEBFINGER, "text", ["webfinger"]),
]);

/** The map from language to text that stands beside a worded property. */
export function mapOf(name: string): string {
  return `${name}Map`;
}

const typeNames: readonly (readonly [namespace: string, names: readonly string[]])[] = [
  [AS, ["Accept", "Announce", "Create", "Delete", "Follow", "Like", "Reject", "Undo", "Update"]],
  [AS, ["Person", "Service", "Group", "Organization", "Application"]],
  [AS, ["Note", "Question", "Article", "Page", "Image", "Audio", "Video", "Event", "Document", "Link"]],
  [AS, ["Mention", "Hashtag", "Tombstone"]],
  [TOOT, ["Emoji"]],
  [SCHEMA, ["PropertyValue"]],
];

/** Every type that any reader asks for, by name. */
export const types: ReadonlyMap<string, string> = new Map(
  typeNames.flatMap(([namespace, names]) => names.map((name) => [name, namespace + name] as const)),
);

/**
 * The one context into which foreign ones are translated. It also stands before each of them, so that a term
 * which a document uses but forgot to define means what everybody takes it for.
 */
export const plainContext: Readonly<Record<string, unknown>> = {
  id: "@id",
  type: "@type",
  as: AS,
  ...Object.fromEntries(types),
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
