/** The software that a simulated server passes itself off as. */
export type Software =
  | "mastodon"
  | "misskey"
  | "gotosocial"
  | "pleroma"
  | "lemmy"
  | "peertube"
  | "pixelfed"
  | "wordpress"
  | "threads"
  | "fedify";

/** In what a server differs from the next: how its documents look, and what it insists on. */
export interface Habits {
  /** The type of its posts. */
  readonly postType: "Note" | "Page" | "Video" | "Article";
  /** Whether its accounts are persons or groups. */
  readonly actorType: "Person" | "Group";
  /** How addresses are made: a path, a path that ends in a slash, or nothing but a query. */
  readonly addresses: "path" | "slash" | "query";
  /** Whether everybody on it can be reached by one inbox. */
  readonly hasSharedInbox: boolean;
  /** Where a key lies: in the actor, or in a document of its own. */
  readonly keyPlace: "actor" | "document";
  /** Which signatures it understands on what comes in. */
  readonly understands: readonly ("draft-cavage" | "rfc9421")[];
  /** Whether its documents are for signed requests only. */
  readonly needsSignedGet: boolean;
  /** Up to how many bytes its inbox takes. */
  readonly maxInboxBytes: number;
  /** Whether it names what it deletes by its bare address, or as a `Tombstone`. */
  readonly deletes: "address" | "tombstone";
  /** Whether it names what it takes back by its bare address, or repeats it. */
  readonly undoes: "address" | "whole";
  /** Whether a list of one is written as its only item. */
  readonly writesSingleItems: boolean;
  /** How it spells everybody. */
  readonly everybody: "https://www.w3.org/ns/activitystreams#Public" | "as:Public" | "Public";
  /** Whether it looks at the front page and at host-meta before it delivers to a host for the first time. */
  readonly probes: boolean;
  /** Whether it asks for every connection to be closed. */
  readonly closesConnections: boolean;
  /** Whether WebFinger knows an account by the address of its actor too. */
  readonly fingersByAddress: boolean;
}

const KIBIBYTE = 1024;

const usual: Habits = {
  postType: "Note",
  actorType: "Person",
  addresses: "path",
  hasSharedInbox: true,
  keyPlace: "actor",
  understands: ["draft-cavage"],
  needsSignedGet: false,
  maxInboxBytes: 1024 * KIBIBYTE,
  deletes: "tombstone",
  undoes: "whole",
  writesSingleItems: false,
  everybody: "https://www.w3.org/ns/activitystreams#Public",
  probes: false,
  closesConnections: false,
  fingersByAddress: true,
};

/**
 * What each kind of server is known for. Only what others have to cope with is told apart; all else is
 * as Mastodon does it.
 */
export const habitsOf: Readonly<Record<Software, Habits>> = {
  mastodon: { ...usual, understands: ["draft-cavage", "rfc9421"] },
  misskey: { ...usual, maxInboxBytes: 64 * KIBIBYTE, fingersByAddress: false },
  gotosocial: {
    ...usual,
    keyPlace: "document",
    needsSignedGet: true,
    deletes: "address",
    writesSingleItems: true,
  },
  pleroma: { ...usual, everybody: "as:Public" },
  lemmy: { ...usual, actorType: "Group", postType: "Page", deletes: "address" },
  peertube: { ...usual, postType: "Video", deletes: "address" },
  pixelfed: { ...usual, probes: true },
  wordpress: { ...usual, postType: "Article", addresses: "query", hasSharedInbox: false },
  threads: { ...usual, addresses: "slash", needsSignedGet: true, hasSharedInbox: false },
  fedify: { ...usual, understands: ["draft-cavage", "rfc9421"] },
};
