import type { Actor } from "../objects/actor.ts";
import type { Note } from "../objects/note.ts";
import type { Href } from "../objects/reference.ts";

/** What every activity has. */
export interface ActivityBase {
  /** Its address. Some servers leave it out of short-lived activities. */
  readonly id: Href | undefined;
  readonly actor: Href;
  readonly to: readonly Href[];
  readonly cc: readonly Href[];
  readonly published: Date | undefined;
}

export interface Follow extends ActivityBase {
  readonly type: "Follow";
  readonly object: Href;
}

/** Says yes to a `Follow`, named by its address or repeated whole. */
export interface Accept extends ActivityBase {
  readonly type: "Accept";
  readonly object: Href | Follow;
}

/** Says no to a `Follow`, or ends one that stood. */
export interface Reject extends ActivityBase {
  readonly type: "Reject";
  readonly object: Href | Follow;
}

export interface Like extends ActivityBase {
  readonly type: "Like";
  readonly object: Href;
}

export interface Announce extends ActivityBase {
  readonly type: "Announce";
  /** The address of what is passed on. An embedded body is never believed (S-031). */
  readonly object: Href;
}

export interface Create extends ActivityBase {
  readonly type: "Create";
  readonly object: Href | Note;
}

export interface Update extends ActivityBase {
  readonly type: "Update";
  readonly object: Href | Note | Actor;
}

export interface Delete extends ActivityBase {
  readonly type: "Delete";
  /** The address of what is gone, whether it came as a string, a `Tombstone` or the whole object. */
  readonly object: Href;
}

/** What an `Undo` may take back. */
export type Undoable = Follow | Like | Announce;

export interface Undo extends ActivityBase {
  readonly type: "Undo";
  readonly object: Href | Undoable;
}

/** Every activity that is understood. Others are answered 202 and have no effect. */
export type Activity = Accept | Announce | Create | Delete | Follow | Like | Reject | Undo | Update;

export type ActivityType = Activity["type"];
