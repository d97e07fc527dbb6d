import type { JsonObject } from "../objects/reference.ts";
import { writeTombstone } from "../objects/tombstone.ts";
import type { Delete } from "./activity.ts";
import { readWithObject, writeBase } from "./base.ts";
import type { Reader } from "./base.ts";

export const readDelete: Reader<Delete> = readWithObject("Delete");

/** An actor's own end names the actor; that of anything else leaves a tombstone. */
export function writeDelete(activity: Delete): JsonObject {
  const { object, actor } = activity;
  return { ...writeBase(activity), object: object === actor ? object : writeTombstone(object) };
}
