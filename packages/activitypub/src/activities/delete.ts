import { readAuthorization, writeAuthorization } from "../objects/authorization.ts";
import type { Authorization } from "../objects/authorization.ts";
import type { JsonObject } from "../objects/reference.ts";
import { sameOrigin } from "../objects/origin.ts";
import { writeTombstone } from "../objects/tombstone.ts";
import { readHref } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { ActivityBase, Delete } from "./activity.ts";
import { embedded, writeBase } from "./base.ts";
import type { Reader } from "./base.ts";

export const readDelete: Reader<Delete> = (json, base) => {
  const object = readHref(json["object"]);
  if (object === undefined) return refuse("malformed");
  const authorization = readOwn(json, base);
  return accept({ ...base, type: "Delete", object, ...(authorization && { authorization }) });
};

/** A permission may be taken back by who gave it, on its own server. */
function readOwn(json: JsonObject, { actor }: ActivityBase): Authorization | undefined {
  const whole = embedded(json);
  const read = whole === undefined ? undefined : readAuthorization(whole);
  const isOwn = read?.ok === true && read.value.attributedTo === actor && sameOrigin(read.value.id, actor);
  return isOwn ? read.value : undefined;
}

/** An actor's own end names the actor, that of a permission shows it; that of anything else leaves a tombstone. */
export function writeDelete(activity: Delete): JsonObject {
  return { ...writeBase(activity), object: writeDeleted(activity) };
}

function writeDeleted({ object, actor, authorization }: Delete): JsonObject | string {
  if (authorization !== undefined) return writeAuthorization(authorization);
  return object === actor ? object : writeTombstone(object);
}
