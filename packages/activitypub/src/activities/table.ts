import { withContext } from "../jsonld/with-context.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readType } from "../objects/wire.ts";
import { refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { readAccept, writeAccept } from "./accept.ts";
import type { Activity, ActivityType } from "./activity.ts";
import { readAnnounce, writeAnnounce } from "./announce.ts";
import { readBase } from "./base.ts";
import type { Reader, ReadReason } from "./base.ts";
import { readCreate, writeCreate } from "./create.ts";
import { readDelete, writeDelete } from "./delete.ts";
import { readFollow, writeFollow } from "./follow.ts";
import { readLike, writeLike } from "./like.ts";
import { readReject, writeReject } from "./reject.ts";
import { readUndo, writeUndo } from "./undo.ts";
import { readUpdate, writeUpdate } from "./update.ts";

type Table = {
  readonly [Type in ActivityType]: {
    readonly read: Reader<Extract<Activity, { readonly type: Type }>>;
    readonly write: (activity: Extract<Activity, { readonly type: Type }>) => JsonObject;
  };
};

/** Every type of activity that is understood, with its reader and writer. */
export const activities: Table = {
  Accept: { read: readAccept, write: writeAccept },
  Announce: { read: readAnnounce, write: writeAnnounce },
  Create: { read: readCreate, write: writeCreate },
  Delete: { read: readDelete, write: writeDelete },
  Follow: { read: readFollow, write: writeFollow },
  Like: { read: readLike, write: writeLike },
  Reject: { read: readReject, write: writeReject },
  Undo: { read: readUndo, write: writeUndo },
  Update: { read: readUpdate, write: writeUpdate },
};

/** The first type of an activity that is understood. */
export function readActivityType(json: JsonObject): ActivityType | undefined {
  return readType(json["type"], activities);
}

/**
 * Reads an activity out of plain JSON.
 *
 * Its `id` and whatever it carries whole are believed only from the actor's own server; nothing here proves
 * that the actor sent it.
 */
export function readActivity(json: JsonObject): Verdict<Activity, ReadReason> {
  const type = readActivityType(json);
  if (type === undefined) return refuse("unknown-type");
  const base = readBase(json);
  return base.ok ? activities[type].read(json, base.value) : base;
}

/** Writes an activity without `@context`, to be embedded. */
export function writeActivityObject(activity: Activity): JsonObject {
  // The table pairs each type with its own writer, which the compiler cannot follow through a union.
  const write = activities[activity.type].write as (activity: Activity) => JsonObject;
  return write(activity);
}

/** Serialises an activity for the wire, with the smallest `@context` that covers it. */
export function writeActivity(activity: Activity): string {
  return JSON.stringify(withContext(writeActivityObject(activity)));
}
