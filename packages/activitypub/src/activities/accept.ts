import type { JsonObject } from "../objects/reference.ts";
import { readHref } from "../objects/wire.ts";
import { accept } from "../verdict.ts";
import type { Accept } from "./activity.ts";
import { readAnswered, writeAnswer } from "./answer.ts";
import type { Reader } from "./base.ts";

export const readAccept: Reader<Accept> = (json, base) => {
  const object = readAnswered(json, base);
  if (!object.ok) return object;
  const result = readHref(json["result"]);
  return accept({
    ...base,
    type: "Accept",
    object: object.value,
    ...(result === undefined ? {} : { result }),
  });
};

export function writeAccept(activity: Accept): JsonObject {
  const { result } = activity;
  return { ...writeAnswer(activity), ...(result === undefined ? {} : { result }) };
}
