import type { JsonObject } from "../objects/reference.ts";
import { readHref } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Block } from "./activity.ts";
import { writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";

export const readBlock: Reader<Block> = (json, base) => {
  const object = readHref(json["object"]);
  if (object === undefined) return refuse("malformed");
  const target = readHref(json["target"]);
  return accept({ ...base, type: "Block", object, ...(target === undefined ? {} : { target }) });
};

export function writeBlock(block: Block): JsonObject {
  const { target } = block;
  return { ...writeWithObject(block), ...(target === undefined ? {} : { target }) };
}
