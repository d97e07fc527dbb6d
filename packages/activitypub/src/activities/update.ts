import { actorTypes, readActor } from "../objects/actor.ts";
import type { Actor } from "../objects/actor.ts";
import { writeActor } from "../objects/actor-writing.ts";
import { readFeaturedCollection, writeFeaturedCollection } from "../objects/featured-collection.ts";
import type { FeaturedCollection } from "../objects/featured-collection.ts";
import type { Note } from "../objects/note.ts";
import { writeNote } from "../objects/note-writing.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readHref, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { ActivityBase, Update } from "./activity.ts";
import { embedded, writeBase } from "./base.ts";
import type { Reader, ReadReason } from "./base.ts";
import { readPost } from "./create.ts";

export const readUpdate: Reader<Update> = (json, base) => {
  const object = readUpdated(json, base);
  return object.ok ? accept({ ...base, type: "Update", object: object.value }) : object;
};

function readUpdated(json: JsonObject, base: ActivityBase): Verdict<Update["object"], ReadReason> {
  const object = embedded(json);
  if (object === undefined) return readPost(json, base);
  if (readType(object["type"], actorTypes) !== undefined) return readOwnActor(object, base);
  const isCollection = readType(object["type"], { FeaturedCollection: true }) !== undefined;
  return isCollection ? readOwnCollection(object, base) : readPost(json, base);
}

/** An actor may be changed by itself alone (F-132). */
function readOwnActor(object: JsonObject, { actor }: ActivityBase): Verdict<Actor, ReadReason> {
  return readHref(object) === actor ? readActor(object) : refuse("wrong-origin");
}

/** A collection of recommended actors may be changed by its owner, on the owner's server. */
function readOwnCollection(
  object: JsonObject,
  { actor }: ActivityBase,
): Verdict<FeaturedCollection, ReadReason> {
  const collection = readFeaturedCollection(object);
  if (!collection.ok) return collection;
  const { id, attributedTo } = collection.value;
  return attributedTo === actor && sameOrigin(id, actor) ? collection : refuse("wrong-origin");
}

export function writeUpdate(activity: Update): JsonObject {
  return { ...writeBase(activity), object: writeUpdated(activity.object) };
}

function writeUpdated(object: Update["object"]): JsonObject | string {
  if (typeof object === "string") return object;
  if (object.type === "FeaturedCollection") return writeFeaturedCollection(object);
  return isActor(object) ? writeActor(object) : writeNote(object);
}

/** Whether a shape is an actor's rather than a post's. */
function isActor(object: Actor | Note): object is Actor {
  return Object.hasOwn(actorTypes, object.type);
}
