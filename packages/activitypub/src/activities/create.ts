import { readNote } from "../objects/note.ts";
import type { Note } from "../objects/note.ts";
import { writeNote } from "../objects/note-writing.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref, readHref, readHrefs, readList } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { ActivityBase, Create } from "./activity.ts";
import { embedded, writeBase } from "./base.ts";
import type { Reader, ReadReason } from "./base.ts";

/** As many votes as a poll has options (S-053). */
const MAX_NOTES = 500;

export const readCreate: Reader<Create> = (json, base) => {
  const object = readPost(json, base);
  if (!object.ok) return object;
  const more = readMore(json, base);
  return accept({
    ...base,
    type: "Create",
    object: object.value,
    ...(more.length === 0 ? {} : { more }),
  });
};

/** What comes after the first is left out where it may not be believed, and never fetched. */
function readMore(json: JsonObject, base: ActivityBase): readonly Note[] {
  return readList(json["object"])
    .slice(1, MAX_NOTES)
    .map((object) => readPost({ object }, base))
    .flatMap((post) => (post.ok && typeof post.value !== "string" ? [post.value] : []));
}

/**
 * Reads a post that an activity carries, and believes it only where it may be believed (S-026, S-027): of
 * another server it is only the address, and by another author it is refused (F-111).
 */
export function readPost(json: JsonObject, base: ActivityBase): Verdict<Href | Note, ReadReason> {
  const object = embedded(json);
  if (object === undefined) {
    const address = readHref(json["object"]);
    return address === undefined ? refuse("malformed") : accept(address);
  }
  const { id } = object;
  if (!isHref(id)) return refuse("malformed");
  const authors = readHrefs(object["attributedTo"], 100);
  if (authors.length > 0 && !authors.includes(base.actor)) return refuse("wrong-origin");
  if (!sameOrigin(id, base.actor)) return accept(id);
  const note = readNote(object, base.actor);
  return note.ok ? accept(withAudience(note.value, base)) : note;
}

/** A post that is addressed to nobody is addressed as what brought it. */
function withAudience(note: Note, { to, cc }: ActivityBase): Note {
  return note.to.length === 0 && note.cc.length === 0 ? { ...note, to, cc } : note;
}

export function writeCreate(activity: Create): JsonObject {
  const { object, more = [] } = activity;
  const first = typeof object === "string" ? object : writeNote(object);
  return { ...writeBase(activity), object: more.length === 0 ? first : [first, ...more.map(writeNote)] };
}
