import { readFeaturedCollection, writeFeaturedCollection } from "../objects/featured-collection.ts";
import type { FeaturedCollection } from "../objects/featured-collection.ts";
import { writeNote } from "../objects/note-writing.ts";
import { readNote } from "../objects/note.ts";
import type { Note } from "../objects/note.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isJsonObject, readHref, readList, readType } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import type {
  ActivityBase,
  Announce,
  AnnounceRequest,
  FeatureRequest,
  Like,
  LikeRequest,
  QuoteRequest,
  ReplyRequest,
} from "./activity.ts";
import { createReadAnnounce } from "./announce.ts";
import { readBase, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";
import { readLike, writeLike } from "./like.ts";

type ReadInstrument<Instrument> = (json: JsonObject, base: ActivityBase) => Instrument | undefined;

interface Requested<Type extends string, Instrument> extends ActivityBase {
  readonly type: Type;
  readonly object: Href;
  readonly instrument: Href | Instrument;
}

/**
 * What would be done counts whole only as the asker's own, from the asker's own server; of anything else only
 * the address is read (S-026).
 */
function createReadRequest<Type extends string, Instrument>(
  type: Type,
  readInstrument: ReadInstrument<Instrument>,
): Reader<Requested<Type, Instrument>> {
  return (json, base) => {
    const object = readHref(json["object"]);
    const address = readHref(json["instrument"]);
    if (object === undefined || address === undefined) return refuse("malformed");
    const [whole] = readList(json["instrument"]);
    const isOwn = isJsonObject(whole) && sameOrigin(address, base.actor);
    const instrument = isOwn ? readInstrument(whole, base) : undefined;
    return accept({ ...base, type, object, instrument: instrument ?? address });
  };
}

const readOwnNote: ReadInstrument<Note> = (json, { actor }) => {
  const note = readNote(json, actor);
  return note.ok ? note.value : undefined;
};

const readOwnCollection: ReadInstrument<FeaturedCollection> = (json, { actor }) => {
  const collection = readFeaturedCollection(json);
  return collection.ok && collection.value.attributedTo === actor ? collection.value : undefined;
};

function readOwn<Kind>(type: string, read: Reader<Kind>): ReadInstrument<Kind> {
  return (json, { actor }) => {
    if (readType(json["type"], { [type]: true }) === undefined) return undefined;
    const base = readBase(json, actor);
    const activity = base.ok ? read(json, base.value) : base;
    return activity.ok ? activity.value : undefined;
  };
}

export const readQuoteRequest: Reader<QuoteRequest> = createReadRequest("QuoteRequest", readOwnNote);
export const readReplyRequest: Reader<ReplyRequest> = createReadRequest("ReplyRequest", readOwnNote);
export const readLikeRequest: Reader<LikeRequest> = createReadRequest(
  "LikeRequest",
  readOwn<Like>("Like", readLike),
);
export const readAnnounceRequest: Reader<AnnounceRequest> = createReadRequest(
  "AnnounceRequest",
  readOwn<Announce>("Announce", createReadAnnounce(undefined)),
);
export const readFeatureRequest: Reader<FeatureRequest> = createReadRequest(
  "FeatureRequest",
  readOwnCollection,
);

/** Writes a request with what would be done, whole where the asker knows it whole. */
export function writeRequest(
  request: QuoteRequest | ReplyRequest | LikeRequest | AnnounceRequest | FeatureRequest,
): JsonObject {
  const { instrument } = request;
  const written = typeof instrument === "string" ? instrument : writeInstrument(instrument);
  return { ...writeWithObject(request), instrument: written };
}

function writeInstrument(instrument: Note | Like | Announce | FeaturedCollection): JsonObject {
  if (instrument.type === "Like") return writeLike(instrument);
  if (instrument.type === "Announce") return writeWithObject(instrument);
  return instrument.type === "FeaturedCollection"
    ? writeFeaturedCollection(instrument)
    : writeNote(instrument);
}
