import type { JsonObject } from "../objects/reference.ts";
import { readHref, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import { readAnnounce } from "./announce.ts";
import type { Undo, Undoable } from "./activity.ts";
import { embedded, readBase, writeBase, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";
import { readFollow } from "./follow.ts";
import { readLike } from "./like.ts";

const undoables: { readonly [Type in Undoable["type"]]: Reader<Undoable> } = {
  Follow: readFollow,
  Like: readLike,
  Announce: readAnnounce,
};

/** What is taken back must have been done by the same actor. It may lack an `id` (S-027). */
export const readUndo: Reader<Undo> = (json, base) => {
  const object = embedded(json);
  if (object === undefined) {
    const address = readHref(json["object"]);
    return address === undefined ? refuse("malformed") : accept({ ...base, type: "Undo", object: address });
  }
  const type = readType(object["type"], undoables);
  if (type === undefined) return refuse("unknown-type");
  const inner = readBase(object, base.actor);
  const undone = inner.ok ? undoables[type](object, inner.value) : inner;
  return undone.ok ? accept({ ...base, type: "Undo", object: undone.value }) : undone;
};

export function writeUndo(activity: Undo): JsonObject {
  const { object } = activity;
  return { ...writeBase(activity), object: typeof object === "string" ? object : writeWithObject(object) };
}
