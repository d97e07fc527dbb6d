import { readAudience } from "../addressing/audience.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref, isJsonObject, readDate, readHref, readList } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { ActivityBase } from "./activity.ts";

/** Why an activity is not read: it lacks what makes it one; nobody here knows its type; it speaks for another. */
export type ReadReason = "malformed" | "unknown-type" | "wrong-origin";

/** Reads what is special about one type of activity. */
export type Reader<Kind> = (json: JsonObject, base: ActivityBase) => Verdict<Kind, ReadReason>;

/**
 * Reads what every activity has: exactly one actor (S-016), and an `id` on the actor's own server (S-017).
 *
 * @param actor who must have done it, and has where nobody is named
 */
export function readBase(json: JsonObject, actor?: Href): Verdict<ActivityBase, ReadReason> {
  const named = readList(json["actor"]);
  const doer = named.length === 0 ? actor : readHref(named[0]);
  if (named.length > 1 || doer === undefined) return refuse("malformed");
  if (actor !== undefined && doer !== actor) return refuse("wrong-origin");
  const id = json["id"] ?? undefined;
  if (id !== undefined && !isHref(id)) return refuse("malformed");
  if (id !== undefined && !sameOrigin(id, doer)) return refuse("wrong-origin");
  return accept({
    id,
    actor: doer,
    to: readAudience(json["to"]),
    cc: readAudience(json["cc"]),
    published: readDate(json["published"]),
  });
}

/** Reads an activity of which only the address of its object matters. */
export function readWithObject<Type extends string>(
  type: Type,
): Reader<ActivityBase & { readonly type: Type; readonly object: Href }> {
  return (json, base) => {
    const object = readHref(json["object"]);
    return object === undefined ? refuse("malformed") : accept({ ...base, type, object });
  };
}

/** The object where it is repeated whole, rather than named by its address. */
export function embedded(json: JsonObject): JsonObject | undefined {
  const object: unknown = Array.isArray(json["object"]) ? json["object"][0] : json["object"];
  const isWhole = isJsonObject(object) && readList(object["type"]).length > 0;
  return isWhole ? object : undefined;
}

/** Writes what every activity has. Empty address lists are left out. */
export function writeBase(activity: ActivityBase & { readonly type: string }): JsonObject {
  const { id, type, actor, published, to, cc } = activity;
  return {
    ...(id === undefined ? {} : { id }),
    type,
    actor,
    ...(published === undefined ? {} : { published: published.toISOString() }),
    ...(to.length === 0 && cc.length === 0 ? {} : { to, cc }),
  };
}

/** Writes an activity whose object is an address. */
export function writeWithObject(
  activity: ActivityBase & { readonly type: string; readonly object: Href },
): JsonObject {
  return { ...writeBase(activity), object: activity.object };
}

/** Where the permission for an activity is to be found, under its new name or the one before. */
export function readApproval(json: JsonObject, name: string): Href | undefined {
  return readHref(json[name]) ?? readHref(json["approvedBy"]);
}

/** Writes the same under both names. */
export function approval(approvedBy: Href | undefined, name: string): JsonObject {
  return approvedBy === undefined ? {} : { [name]: approvedBy, approvedBy };
}
