import type { KeyObject } from "node:crypto";
import type { FollowersClaim } from "./delivery/followers-claim.ts";
import type { Actor } from "./objects/actor.ts";
import type { Authorization } from "./objects/authorization.ts";
import type { Note } from "./objects/note.ts";
import type { Href } from "./objects/reference.ts";

/** What may be said to whoever asks for something that is ours. */
export type Standing =
  /** It is there. */
  | "here"
  /** It is put aside for now: of an actor a stub is shown, and nothing of what belongs to it (F-045). */
  | "suspended"
  /** It never was, or the asker may not know that it is. */
  | "unknown"
  /** It was deleted for good. */
  | "gone";

/** A local actor as the outside may see it. */
export interface LocalActor {
  readonly actor: Actor;
  /** `user@domain`, the canonical handle. */
  readonly handle: string;
  /** Other addresses of the same actor, for WebFinger: the profile page, for one. */
  readonly aliases: readonly Href[];
  /** The page that shows the actor to people. */
  readonly profilePage: Href;
}

/** Numbers that NodeInfo publishes. */
export interface Usage {
  readonly users: number;
  readonly activeMonth: number;
  readonly activeHalfyear: number;
  readonly localPosts: number;
}

/** Knows who lives here, and what they have said. */
export interface ActorSource {
  /** The local actor with this username, whatever its case. */
  byUsername(username: string): Promise<{ standing: Standing; local?: LocalActor }>;
  /** The local actor with this id or profile page. */
  byUri(uri: Href): Promise<{ standing: Standing; local?: LocalActor }>;
  /** A local object that a reader with this actor id (none: anybody) may see. */
  note(uri: Href, reader: Href | undefined): Promise<{ standing: Standing; note?: Note }>;
  /** A permission that a local actor has given and not taken back. Where it is left out, there is none. */
  authorization?(uri: Href): Promise<{ standing: Standing; authorization?: Authorization }>;
  usage(): Promise<Usage>;
  /** Ids of the actors who run the server, for NodeInfo (FEP-0151). Left out: nobody is named. */
  staff?(): Promise<readonly Href[]>;
  /** Whether a remote actor was ever seen here. Where it is left out, everybody may have been (F-083). */
  isKnown?(actor: Href): Promise<boolean>;
}

/** One page of a collection. */
export interface CollectionPage {
  /** Addresses, or objects and activities in wire form without `@context`. */
  readonly items: readonly unknown[];
  /** Opaque cursors of the pages around this one, where there are any. */
  readonly next?: string | undefined;
  readonly prev?: string | undefined;
}

/** A collection of ours, as one reader may see it. */
export interface LocalCollection {
  /** The local actor whose it is. */
  readonly owner: Href;
  readonly isOrdered: boolean;
  /** How many members there are, of all that anybody may see; left out where nobody counts them. */
  readonly totalItems: number | undefined;
  /** Whose conversation or list it is, where the document is to say so. */
  readonly attributedTo?: Href | undefined;
  /**
   * The members: all of them, or page by page; `hidden` where only their number is told.
   */
  readonly members:
    | readonly unknown[]
    | "hidden"
    | {
        /** Whether the first page stands in the collection's own document. */
        readonly isInlined: boolean;
        /** The cursor of the last page, where one is told. */
        readonly last: string | undefined;
        /** The page at a cursor; the first one without. What is no cursor of ours has an empty page. */
        readonly page: (cursor: string | undefined) => Promise<CollectionPage>;
      };
}

/** Knows the collections of those who live here. */
export interface Collections {
  /** The collection at an address of ours, for the reader with this actor id (none: for anybody). */
  find(
    address: Href,
    reader: Href | undefined,
  ): Promise<{ readonly standing: Standing; readonly collection?: LocalCollection }>;
  /**
   * Every follower of an actor on the server with this origin, or (none) on any other server; also of an actor who hides
   * them, since only their own servers are told (FEP-8fcf). Without it, none is told.
   */
  followersOn?(actor: Href, origin: string | undefined): Promise<readonly Href[]>;
}

/** A private key with the public address under which others find its other half. */
export interface SigningKey {
  readonly keyId: Href;
  readonly privateKey: KeyObject;
}

/** Keeps the private keys of local actors. Implementations cache the parsed key. */
export interface KeyVault {
  /** The key with which this local actor signs. Throws when the actor is not ours. */
  signingKey(actor: Href): Promise<SigningKey>;
  /** The Ed25519 key by which its documents can be proved (FEP-8b32). Without one they carry no such proof. */
  assertionKey?(actor: Href): Promise<SigningKey | undefined>;
}

/** An activity whose sender has been proved, as the inbox accepted it. */
export interface ReceivedActivity {
  /** The activity's id, or a digest of its body where it has none. */
  readonly id: string;
  readonly actor: Href;
  readonly type: string;
  /** The bytes as they came, which are valid JSON. */
  readonly body: string;
  /** The local actor whose personal inbox it was sent to; none: the shared inbox. */
  readonly recipient: Href | undefined;
  /** What its sender says of the followers who live here; its address is on the sender's server. */
  readonly followers?: FollowersClaim | undefined;
  /** Who passed it on, where that was not its actor: a relay, for one. */
  readonly via?: Href | undefined;
  /** The request with which it came, where its host names requests. */
  readonly request?: string | undefined;
}

/** Keeps what the inbox accepted until it has been dealt with, and remembers it afterwards. */
export interface SeenActivities {
  /**
   * Keeps an activity durably. Resolves once it is committed: to `"new"`, or to `"seen"` when this
   * actor sent the same id before, in which case nothing changes.
   */
  keep(activity: ReceivedActivity): Promise<"new" | "seen">;
}

/** One activity to be posted to one inbox. */
export interface Delivery {
  /** Identifies the delivery to its queue. */
  readonly id: string;
  readonly inbox: Href;
  /** The local actor who signs. */
  readonly sender: Href;
  readonly activityId: Href;
  /** The serialised activity. */
  readonly body: string;
  /** How often it was tried before. */
  readonly attempts: number;
  /** Since when it waits. Where it is known, nothing is given up for its number of tries alone before its days are over. */
  readonly since?: Date | undefined;
  /** Whether it is tried even where its host is taken for gone: a request to follow, for one (F-210). */
  readonly insists?: boolean;
  /** Whether it tells the other server who follows the sender from there: what only followers may see, for one (FEP-8fcf). */
  readonly synchronises?: boolean;
  /** The request in whose course it was left, where its host names requests. */
  readonly request?: string | undefined;
  /** Proves the claim: a settling with an older token changes nothing. */
  readonly token: string;
}

/** What became of a delivery. */
export type Outcome =
  | { readonly type: "delivered" }
  | {
      readonly type: "retry";
      readonly at: Date;
      readonly reason: string;
      /** May be tried sooner, as soon as its host is seen to be there again. */
      readonly untilHostAnswers?: true;
    }
  /** Will never succeed; it is kept with its reason. */
  | { readonly type: "failed"; readonly reason: string };

/** Holds deliveries durably. Enqueuing is the host's own business, in its own transaction. */
export interface DeliveryQueue {
  /**
   * Leases due deliveries, oldest first. A lease runs out by itself, so that what a dead worker held
   * is claimed by another.
   */
  claim(limit: number): Promise<readonly Delivery[]>;
  settle(delivery: Delivery, outcome: Outcome): Promise<void>;
}

/** Whether a host may be spoken to: now, not before some time, or not at all until it speaks to us (F-210). */
export type Permit =
  | { readonly type: "go" }
  | { readonly type: "wait"; readonly until: Date }
  | { readonly type: "stop" };

/** Remembers which hosts do not answer, so that they do not hold up the others. */
export interface HostHealth {
  /**
   * Asks before a try. Once a pause is over one try is let through, as a probe; while it is under
   * way, the others wait on.
   */
  permit(host: string): Promise<Permit>;
  /** The host answered, whatever it said. What waited for that may be tried at once. */
  succeeded(host: string): Promise<void>;
  /**
   * The host did not answer, or with an error of its own. After failures on seven distinct days it is left alone for
   * good, until it answers what insists or speaks to us (F-210).
   *
   * @param isUnsteady whether of at least twenty tries in five minutes more than half failed
   */
  failed(host: string, isUnsteady: boolean): Promise<void>;
}

/** Says with which other servers this one has to do. What cannot be found out is an error, and never a yes (S-001). */
export interface Policy {
  /**
   * Whether somebody may ask for our documents and write to our inboxes, as far as that depends on their server.
   * Whoever may not is answered 403.
   *
   * @param signer the address of an actor, or of a key that claims to be an actor's
   */
  mayFetch(signer: Href): Promise<boolean>;
  /**
   * Whether this server writes to another one, and asks it for anything.
   *
   * @param host as in addresses, with the port where there is one
   */
  mayDeliver(host: string): Promise<boolean>;
  /**
   * Whether a local actor has blocked a reader, or their whole server. Asked only where every reader has to say who
   * it is. Where it is left out, nobody is blocked.
   */
  isBlocked?(owner: Href, reader: Href): Promise<boolean>;
}

/** A small store of text with an expiry, shared between processes where there are several. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMilliseconds: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** All that a host supplies. */
export interface FederationPorts {
  readonly actors: ActorSource;
  readonly keys: KeyVault;
  readonly collections: Collections;
  readonly seen: SeenActivities;
  readonly deliveries: DeliveryQueue;
  readonly cache: Cache;
  /** Which hosts do not answer, where several processes are to know it; without it, each finds out by itself. */
  readonly hosts?: HostHealth;
  /** Is told when an inbox says that it is gone for good. */
  readonly inboxGone?: (inbox: Href) => Promise<void>;
  /** Is told when all keys of an actor are others than before, and nobody had said so with one of the old ones (F-074). */
  readonly keysReplaced?: (actor: Href) => Promise<void>;
  /** With which servers this one has to do; with all of them by default. */
  readonly policy?: Policy;
  /** The present moment. */
  readonly now: () => Date;
}
