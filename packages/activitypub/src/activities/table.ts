import { withContext } from "../jsonld/with-context.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { JsonObject } from "../objects/reference.ts";
import { isHref, readHref, readType } from "../objects/wire.ts";
import { refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { readAccept, writeAccept } from "./accept.ts";
import type { Activity, ActivityType } from "./activity.ts";
import { createReadAnnounce, createWriteAnnounce } from "./announce.ts";
import { readBase } from "./base.ts";
import type { Reader, ReadReason } from "./base.ts";
import { readBlock, writeBlock } from "./block.ts";
import { readCreate, writeCreate } from "./create.ts";
import { readDelete, writeDelete } from "./delete.ts";
import { fit } from "./fit.ts";
import { readFlag, writeFlag } from "./flag.ts";
import { readFollow, writeFollow } from "./follow.ts";
import { readEmojiReact, readLike, writeEmojiReact, writeLike } from "./like.ts";
import { readAdd, readRemove, writeMembership } from "./membership.ts";
import { readMove, writeMove } from "./move.ts";
import { readReject, writeReject } from "./reject.ts";
import {
  readAnnounceRequest,
  readFeatureRequest,
  readLikeRequest,
  readQuoteRequest,
  readReplyRequest,
  writeRequest,
} from "./request.ts";
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
  Add: { read: readAdd, write: writeMembership },
  Announce: { read: createReadAnnounce(readInner), write: createWriteAnnounce(writeActivityObject) },
  AnnounceRequest: { read: readAnnounceRequest, write: writeRequest },
  Block: { read: readBlock, write: writeBlock },
  Create: { read: readCreate, write: writeCreate },
  Delete: { read: readDelete, write: writeDelete },
  EmojiReact: { read: readEmojiReact, write: writeEmojiReact },
  FeatureRequest: { read: readFeatureRequest, write: writeRequest },
  Flag: { read: readFlag, write: writeFlag },
  Follow: { read: readFollow, write: writeFollow },
  Like: { read: readLike, write: writeLike },
  LikeRequest: { read: readLikeRequest, write: writeRequest },
  Move: { read: readMove, write: writeMove },
  QuoteRequest: { read: readQuoteRequest, write: writeRequest },
  Reject: { read: readReject, write: writeReject },
  Remove: { read: readRemove, write: writeMembership },
  ReplyRequest: { read: readReplyRequest, write: writeRequest },
  Undo: { read: readUndo, write: writeUndo },
  Update: { read: readUpdate, write: writeUpdate },
};

/** An activity within an `Announce`, which is no other `Announce`: nothing is read more than two deep. */
function readInner(json: JsonObject): Activity | undefined {
  if (readActivityType(json) === "Announce") return undefined;
  const read = readActivity(json);
  return read.ok ? read.value : undefined;
}

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
  const base = readBase(type === "Flag" ? withoutForeignId(json) : json);
  return base.ok ? activities[type].read(json, base.value) : base;
}

/** The id of a report is of no use, so that a foreign one is rather dropped than refused (F-171). */
function withoutForeignId(json: JsonObject): JsonObject {
  const { id, ...others } = json;
  const actor = readHref(json["actor"]);
  return isHref(id) && actor !== undefined && sameOrigin(id, actor) ? json : others;
}

/** Writes an activity without `@context`, to be embedded. */
export function writeActivityObject(activity: Activity): JsonObject {
  // The table pairs each type with its own writer, which the compiler cannot follow through a union.
  const write = activities[activity.type].write as (activity: Activity) => JsonObject;
  return write(activity);
}

/** Serialises an activity for the wire, with the smallest `@context` that covers it, and no larger than others read. */
export function writeActivity(activity: Activity): string {
  return fit(writeActivityObject(activity), (object) => JSON.stringify(withContext(object)));
}
