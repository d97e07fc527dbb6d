import type { Href, JsonObject } from "../objects/reference.ts";
import { readHref, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Accept, ActivityBase, Answerable, Reject } from "./activity.ts";
import { embedded, readBase, writeBase } from "./base.ts";
import type { Reader, ReadReason } from "./base.ts";
import { readFollow, writeFollow } from "./follow.ts";
import { readAnnounceRequest, readFeatureRequest, readLikeRequest } from "./request.ts";
import { readQuoteRequest, readReplyRequest, writeRequest } from "./request.ts";

const readers: { readonly [Type in Answerable["type"]]: Reader<Answerable> } = {
  Follow: readFollow,
  QuoteRequest: readQuoteRequest,
  ReplyRequest: readReplyRequest,
  LikeRequest: readLikeRequest,
  AnnounceRequest: readAnnounceRequest,
  FeatureRequest: readFeatureRequest,
};

/**
 * Reads what is answered: whole, if it is something that can be answered; else its address.
 *
 * A `Follow` counts whole only if whoever answers is who was to be followed. Of other requests the object is a
 * post, of which only the host can tell whose it is. In either case the host matches it with what was
 * asked (S-032).
 */
export function readAnswered(
  json: JsonObject,
  { actor }: ActivityBase,
): Verdict<Href | Answerable, ReadReason> {
  const object = embedded(json);
  const address = readHref(json["object"]);
  const asked = object === undefined ? undefined : readWhole(object);
  const isOfAnother = asked?.type === "Follow" && asked.object !== actor;
  if (asked !== undefined && !isOfAnother) return accept(asked);
  return address === undefined ? refuse("malformed") : accept(address);
}

function readWhole(object: JsonObject): Answerable | undefined {
  const type = readType(object["type"], readers);
  const base = readBase(object);
  if (type === undefined || !base.ok) return undefined;
  const asked = readers[type](object, base.value);
  return asked.ok ? asked.value : undefined;
}

/** Writes an answer with what it answers. */
export function writeAnswer(activity: Accept | Reject): JsonObject {
  const { object } = activity;
  return { ...writeBase(activity), object: typeof object === "string" ? object : writeAnswerable(object) };
}

function writeAnswerable(asked: Answerable): JsonObject {
  return asked.type === "Follow" ? writeFollow(asked) : writeRequest(asked);
}
