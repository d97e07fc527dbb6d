import type { JsonObject } from "../objects/reference.ts";
import { readHref } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Move } from "./activity.ts";
import { writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";

/** Where nobody is named who moves, it is the actor. */
export const readMove: Reader<Move> = (json, base) => {
  const object = readHref(json["object"]) ?? base.actor;
  const target = readHref(json["target"]);
  return target === undefined ? refuse("malformed") : accept({ ...base, type: "Move", object, target });
};

export function writeMove(move: Move): JsonObject {
  return { ...writeWithObject(move), target: move.target };
}
