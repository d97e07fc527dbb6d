import {
  readFeaturedCollection,
  readFeaturedItem,
  writeFeaturedCollection,
  writeFeaturedItem,
} from "../objects/featured-collection.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { readTags, writeTag } from "../objects/tag.ts";
import { readHref } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { ActivityBase, Add, Remove } from "./activity.ts";
import { embedded, writeBase } from "./base.ts";
import type { Reader } from "./base.ts";

type Member = Add["object"];

interface Membership<Type extends "Add" | "Remove"> extends ActivityBase {
  readonly type: Type;
  readonly object: Member;
  readonly target: Href;
}

function createReadMembership<Type extends "Add" | "Remove">(type: Type): Reader<Membership<Type>> {
  return (json, base) => {
    const object = readMember(json);
    const target = readHref(json["target"]);
    if (object === undefined || target === undefined) return refuse("malformed");
    return accept({ ...base, type, object, target });
  };
}

/** Hashtags have no address that counts, and entries of collections need none; of all else it is enough. */
function readMember(json: JsonObject): Member | undefined {
  const object = embedded(json);
  if (object === undefined) return readHref(json["object"]);
  const hashtag = readTags(object).find((tag) => tag.type === "Hashtag");
  const collection = readFeaturedCollection(object);
  if (collection.ok) return collection.value;
  return hashtag ?? readFeaturedItem(object) ?? readHref(object);
}

export const readAdd: Reader<Add> = createReadMembership("Add");
export const readRemove: Reader<Remove> = createReadMembership("Remove");

/** Writes what is put into a collection, or taken out of it. */
export function writeMembership(activity: Add | Remove): JsonObject {
  const { object, target } = activity;
  return { ...writeBase(activity), object: writeMember(object), target };
}

function writeMember(member: Member): JsonObject | string {
  if (typeof member === "string") return member;
  if (member.type === "Hashtag") return writeTag(member);
  return member.type === "FeaturedItem" ? writeFeaturedItem(member) : writeFeaturedCollection(member);
}
