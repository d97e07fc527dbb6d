import { readType } from "../objects/wire.ts";
import { noteTypes } from "../objects/note.ts";
import { writeNote } from "../objects/note-writing.ts";
import type { Note } from "../objects/note.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readHref } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Activity, Announce } from "./activity.ts";
import { approval, embedded, readApproval, writeBase } from "./base.ts";
import type { Reader } from "./base.ts";
import { readPost } from "./create.ts";

/** Reads and writes activities that are carried inside of others. */
export interface Inner {
  readonly read: (json: JsonObject) => Activity | undefined;
  readonly write: (activity: Activity) => JsonObject;
}

/**
 * Builds the reader of what is passed on. Of a post only the address counts, unless its own author passes it on:
 * an embedded body is otherwise anybody's claim (S-031).
 *
 * @param inner reads what a group passes on whole; an `Announce` within is read no further
 */
export function createReadAnnounce(read: Inner["read"] | undefined): Reader<Announce> {
  return (json, base) => {
    const object = readHref(json["object"]);
    if (object === undefined) return refuse("malformed");
    const whole = embedded(json);
    const isActivity = whole !== undefined && readHref(whole["actor"]) !== undefined;
    const isPost = whole !== undefined && readType(whole["type"], noteTypes) !== undefined;
    const post = isPost ? readPost(json, base) : undefined;
    const note: Note | undefined = post?.ok && typeof post.value !== "string" ? post.value : undefined;
    const approvedBy = readApproval(json, "announceAuthorization");
    return accept({
      ...base,
      type: "Announce",
      object,
      ...(note === undefined ? {} : { note }),
      ...(isActivity && !isPost ? { activity: read?.(whole) ?? "ignored" } : {}),
      ...(approvedBy === undefined ? {} : { approvedBy }),
    });
  };
}

/** Builds the writer: what is passed on whole is embedded. */
export function createWriteAnnounce(write: Inner["write"]): (announce: Announce) => JsonObject {
  return (announce) => {
    const { object, note, activity, approvedBy } = announce;
    const whole = activity === undefined || activity === "ignored" ? undefined : write(activity);
    return {
      ...writeBase(announce),
      object: note === undefined ? (whole ?? object) : writeNote(note),
      ...approval(approvedBy, "announceAuthorization"),
    };
  };
}
