import type { JsonObject } from "../objects/reference.ts";
import { readHref, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import { readAccept, writeAccept } from "./accept.ts";
import type { Undo, Undoable } from "./activity.ts";
import { createReadAnnounce } from "./announce.ts";
import { embedded, readBase, writeBase, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";
import { readBlock, writeBlock } from "./block.ts";
import { readFollow } from "./follow.ts";
import { readEmojiReact, readLike, writeEmojiReact, writeLike } from "./like.ts";

const undoables: { readonly [Type in Undoable["type"]]: Reader<Undoable> } = {
  Accept: readAccept,
  Announce: createReadAnnounce(undefined),
  Block: readBlock,
  EmojiReact: readEmojiReact,
  Follow: readFollow,
  Like: readLike,
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
  return { ...writeBase(activity), object: typeof object === "string" ? object : writeUndone(object) };
}

function writeUndone(undone: Undoable): JsonObject {
  if (undone.type === "Accept") return writeAccept(undone);
  if (undone.type === "Block") return writeBlock(undone);
  if (undone.type === "EmojiReact") return writeEmojiReact(undone);
  return undone.type === "Like" ? writeLike(undone) : writeWithObject(undone);
}
