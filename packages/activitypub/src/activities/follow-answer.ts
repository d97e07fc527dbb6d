import type { Href, JsonObject } from "../objects/reference.ts";
import { readHref, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Accept, ActivityBase, Follow, Reject } from "./activity.ts";
import { embedded, readBase, writeBase } from "./base.ts";
import type { ReadReason } from "./base.ts";
import { readFollow, writeFollow } from "./follow.ts";

/**
 * Reads the request that is answered: whole, if it is a `Follow` of whoever answers, else its address.
 *
 * The request is somebody else's document in the answerer's mouth, and has to be matched with the one that
 * was sent (S-032).
 */
export function readAnswered(json: JsonObject, { actor }: ActivityBase): Verdict<Href | Follow, ReadReason> {
  const object = embedded(json);
  const address = readHref(json["object"]);
  const follow = object === undefined ? undefined : readWhole(object);
  if (follow?.object === actor) return accept(follow);
  return address === undefined ? refuse("malformed") : accept(address);
}

function readWhole(object: JsonObject): Follow | undefined {
  if (readType(object["type"], { Follow: true }) === undefined) return undefined;
  const base = readBase(object);
  const follow = base.ok ? readFollow(object, base.value) : base;
  return follow.ok ? follow.value : undefined;
}

export function writeAnswer(activity: Accept | Reject): JsonObject {
  const { object } = activity;
  return { ...writeBase(activity), object: typeof object === "string" ? object : writeFollow(object) };
}
