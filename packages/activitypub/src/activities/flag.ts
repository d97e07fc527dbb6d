import type { JsonObject } from "../objects/reference.ts";
import { readHrefs, readWorded } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Flag } from "./activity.ts";
import { writeBase } from "./base.ts";
import type { Reader } from "./base.ts";

/** What Mastodon keeps of a comment. */
const MAX_COMMENT_LENGTH = 5000;
const MAX_OBJECTS = 1000;

export const readFlag: Reader<Flag> = (json, base) => {
  const object = readHrefs(json["object"], MAX_OBJECTS);
  if (object.length === 0) return refuse("malformed");
  const content = readWorded(json["content"], json["contentMap"], MAX_COMMENT_LENGTH).text;
  return accept({ ...base, type: "Flag", object: [...new Set(object)], content });
};

export function writeFlag(flag: Flag): JsonObject {
  const { object, content } = flag;
  return { ...writeBase(flag), ...(content === undefined ? {} : { content }), object };
}
