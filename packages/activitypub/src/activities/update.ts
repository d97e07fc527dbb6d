import { actorTypes, readActor, writeActor } from "../objects/actor.ts";
import type { Actor } from "../objects/actor.ts";
import { writeNote } from "../objects/note.ts";
import type { Note } from "../objects/note.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readHref, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Update } from "./activity.ts";
import { embedded, writeBase } from "./base.ts";
import type { Reader } from "./base.ts";
import { readPost } from "./create.ts";

/** An actor may be changed by itself alone (F-132). */
export const readUpdate: Reader<Update> = (json, base) => {
  const object = embedded(json);
  if (object === undefined || readType(object["type"], actorTypes) === undefined) {
    const post = readPost(json, base);
    return post.ok ? accept({ ...base, type: "Update", object: post.value }) : post;
  }
  if (readHref(object) !== base.actor) return refuse("wrong-origin");
  const actor = readActor(object);
  return actor.ok ? accept({ ...base, type: "Update", object: actor.value }) : actor;
};

export function writeUpdate(activity: Update): JsonObject {
  return { ...writeBase(activity), object: writeUpdated(activity.object) };
}

function writeUpdated(object: Update["object"]): JsonObject | string {
  if (typeof object === "string") return object;
  return isActor(object) ? writeActor(object) : writeNote(object);
}

/** Whether a shape is an actor's rather than a post's. */
function isActor(object: Actor | Note): object is Actor {
  return Object.hasOwn(actorTypes, object.type);
}
