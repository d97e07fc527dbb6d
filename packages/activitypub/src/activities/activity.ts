import type { Actor } from "../objects/actor.ts";
import type { Authorization } from "../objects/authorization.ts";
import type { FeaturedCollection, FeaturedItem } from "../objects/featured-collection.ts";
import type { Note } from "../objects/note.ts";
import type { Href } from "../objects/reference.ts";
import type { Emoji, Hashtag } from "../objects/tag.ts";

/** What every activity has. */
export interface ActivityBase {
  /** Its address. Some servers leave it out of short-lived activities. */
  readonly id: Href | undefined;
  readonly actor: Href;
  readonly to: readonly Href[];
  readonly cc: readonly Href[];
  readonly published: Date | undefined;
}

/** Wishes to be sent what an actor says. It stands once it was accepted. */
export interface Follow extends ActivityBase {
  readonly type: "Follow";
  readonly object: Href;
}

/** Asks the author of a post whether something may be done with it. */
interface InteractionRequest<Type extends string, Instrument> extends ActivityBase {
  readonly type: Type;
  /** With what: the post, or of a `FeatureRequest` the actor. */
  readonly object: Href;
  /** What would be done: by its address, or whole where it stands on the asker's own server. */
  readonly instrument: Href | Instrument;
}

/** Asks whether a post may quote another (FEP-044f). */
export type QuoteRequest = InteractionRequest<"QuoteRequest", Note>;
/** Asks whether a post may answer another (GoToSocial). */
export type ReplyRequest = InteractionRequest<"ReplyRequest", Note>;
/** Asks whether a post may be liked (GoToSocial). */
export type LikeRequest = InteractionRequest<"LikeRequest", Like>;
/** Asks whether a post may be boosted (GoToSocial). */
export type AnnounceRequest = InteractionRequest<"AnnounceRequest", Announce>;
/** Asks whether an actor may be put into a collection of recommended ones (FEP-7aa9). */
export type FeatureRequest = InteractionRequest<"FeatureRequest", FeaturedCollection>;

/** What can be answered with yes or no. */
export type Answerable =
  | Follow
  | QuoteRequest
  | ReplyRequest
  | LikeRequest
  | AnnounceRequest
  | FeatureRequest;

/**
 * Says yes to what was asked, which is named by its address or repeated whole. Repeated, it is somebody else's
 * document in the answerer's mouth, to be matched with what was asked (S-032). GoToSocial may name what is
 * allowed (a post, `Like` or `Announce`) rather than a request.
 */
export interface Accept extends ActivityBase {
  readonly type: "Accept";
  readonly object: Href | Answerable;
  /** The address of the permission that goes with it. */
  readonly result?: Href | undefined;
}

/** Says no to what was asked, or ends a follow that stood. */
export interface Reject extends ActivityBase {
  readonly type: "Reject";
  readonly object: Href | Answerable;
}

/** A reaction other than a plain star. */
export interface Reaction {
  /** An emoji, or the shortcode of a custom one with both colons. */
  readonly content: string;
  /** The custom emoji, where it came along. */
  readonly emoji: Emoji | undefined;
}

/** Likes a post, or reacts to it with more than a star. */
export interface Like extends ActivityBase {
  readonly type: "Like";
  readonly object: Href;
  /** Where it is more than a star (Misskey; FEP-c0e0). */
  readonly reaction?: Reaction | undefined;
  /** The address of the permission for it (GoToSocial). */
  readonly approvedBy?: Href | undefined;
}

/** A reaction with an emoji, as Pleroma sends it (FEP-c0e0). */
export interface EmojiReact extends ActivityBase {
  readonly type: "EmojiReact";
  readonly object: Href;
  readonly reaction: Reaction;
}

/** Passes a post on (a boost); of groups, also an activity. */
export interface Announce extends ActivityBase {
  readonly type: "Announce";
  /** The address of what is passed on. An embedded body of another author is never believed (S-031). */
  readonly object: Href;
  /** The post, where its own author passes it on whole. */
  readonly note?: Note | undefined;
  /**
   * The activity that is passed on whole, as groups do (FEP-1b12). It is proved only where its actor is on the
   * announcer's own server; `ignored` is one that has no effect here, such as a vote, and is not to be fetched.
   */
  readonly activity?: Activity | "ignored" | undefined;
  /** The address of the permission for it (GoToSocial). */
  readonly approvedBy?: Href | undefined;
}

/** Brings a new post, or the votes of one voter. */
export interface Create extends ActivityBase {
  readonly type: "Create";
  readonly object: Href | Note;
  /** All further notes, where one activity brings several: GoToSocial's votes of one voter. */
  readonly more?: readonly Note[] | undefined;
}

/** Brings a post, an actor or a collection as it is from now on; a post that is only named is to be fetched. */
export interface Update extends ActivityBase {
  readonly type: "Update";
  readonly object: Href | Note | Actor | FeaturedCollection;
}

/** Says that a post, an actor or a permission is gone for good. */
export interface Delete extends ActivityBase {
  readonly type: "Delete";
  /** The address of what is gone, whether it came as a string, a `Tombstone` or the whole object. */
  readonly object: Href;
  /** The permission that is taken back, where it came whole and is the sender's own (FEP-044f). */
  readonly authorization?: Authorization | undefined;
}

/** Puts something into a collection: a post, a hashtag or an actor into a profile. */
export interface Add extends ActivityBase {
  readonly type: "Add";
  readonly object: Href | Hashtag | FeaturedItem | FeaturedCollection;
  readonly target: Href;
}

/** Takes something out of a collection. */
export interface Remove extends ActivityBase {
  readonly type: "Remove";
  readonly object: Href | Hashtag | FeaturedItem | FeaturedCollection;
  readonly target: Href;
}

/** Wants an actor to have nothing to do with the sender any more. */
export interface Block extends ActivityBase {
  readonly type: "Block";
  readonly object: Href;
  /** A group or server. With one, it is a moderator's ban from there, and no block by the actor (Lemmy). */
  readonly target?: Href | undefined;
}

/** A report to the server whose account it is about. */
export interface Flag extends ActivityBase {
  readonly type: "Flag";
  /** The accounts and statuses that it is about. */
  readonly object: readonly Href[];
  /** What the reporter says; plain text. */
  readonly content: string | undefined;
}

/** Somebody has another account from now on. Only the target's own aliases can prove it. */
export interface Move extends ActivityBase {
  readonly type: "Move";
  /** The account that is left. */
  readonly object: Href;
  readonly target: Href;
}

/** What an `Undo` may take back. */
export type Undoable = Accept | Announce | Block | EmojiReact | Follow | Like;

/** Takes back what the same actor did before, named by its address or repeated whole. */
export interface Undo extends ActivityBase {
  readonly type: "Undo";
  readonly object: Href | Undoable;
}

/** Every activity that is understood. Others are answered 202 and have no effect. */
export type Activity =
  | Accept
  | Add
  | Announce
  | AnnounceRequest
  | Block
  | Create
  | Delete
  | EmojiReact
  | FeatureRequest
  | Flag
  | Follow
  | Like
  | LikeRequest
  | Move
  | QuoteRequest
  | Reject
  | Remove
  | ReplyRequest
  | Undo
  | Update;

/** The name of a type that is understood, as on the wire. */
export type ActivityType = Activity["type"];
