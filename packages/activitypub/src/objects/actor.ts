import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Href, JsonObject } from "./reference.ts";
import {
  isHref,
  isJsonObject,
  readDate,
  readHref,
  readHrefs,
  readImage,
  readLink,
  readList,
  readText,
  readType,
  readWorded,
} from "./wire.ts";

/** The kinds of actor that the network knows. */
export type ActorType = "Person" | "Service" | "Group" | "Organization" | "Application";

/** A key that an actor's own document lists. */
export interface PublicKey {
  readonly id: Href;
  /** SPKI or PKCS#1 in PEM. */
  readonly pem: string;
}

/** One line of a profile. The value may hold HTML that has not been made safe. */
export interface ProfileField {
  readonly name: string;
  readonly value: string;
}

/** Somebody who acts: a person, a bot, a group, or a server itself. Texts may hold unsafe HTML. */
export interface Actor {
  readonly type: ActorType;
  readonly id: Href;
  readonly preferredUsername: string;
  /** `user@host`, where the actor publishes it (FEP-2c59). */
  readonly webfinger: string | undefined;
  readonly name: string | undefined;
  readonly summary: string | undefined;
  readonly url: Href | undefined;
  readonly inbox: Href;
  readonly sharedInbox: Href | undefined;
  readonly outbox: Href | undefined;
  readonly followers: Href | undefined;
  readonly following: Href | undefined;
  readonly featured: Href | undefined;
  readonly publicKeys: readonly PublicKey[];
  readonly icon: Href | undefined;
  readonly image: Href | undefined;
  readonly fields: readonly ProfileField[];
  readonly manuallyApprovesFollowers: boolean;
  readonly discoverable: boolean;
  readonly indexable: boolean;
  readonly suspended: boolean;
  readonly movedTo: Href | undefined;
  readonly alsoKnownAs: readonly Href[];
  readonly published: Date | undefined;
}

/** S-053, and of keys what Mastodon reads. */
const MAX_USERNAME_LENGTH = 2048;
const MAX_NAME_LENGTH = 2048;
const MAX_SUMMARY_LENGTH = 20 * 1024;
const MAX_FIELDS = 50;
const MAX_FIELD_LENGTH = 2047;
const MAX_ALIASES = 256;
const MAX_KEYS = 10;
const MAX_PEM_LENGTH = 8192;

export const actorTypes: Readonly<Record<ActorType, true>> = {
  Person: true,
  Service: true,
  Group: true,
  Organization: true,
  Application: true,
};

/**
 * Reads an actor out of plain JSON. Needs an `id`, an `inbox` and a `preferredUsername`; all else may be
 * missing. A profile page on another host is not believed, and a key counts only if it names this actor
 * as its owner (F-069).
 */
export function readActor(json: JsonObject): Verdict<Actor, "malformed" | "unknown-type"> {
  const type = readType(json["type"], actorTypes);
  if (type === undefined) return refuse("unknown-type");
  const id = json["id"];
  const inbox = readHref(json["inbox"]);
  const preferredUsername = readUsername(json["preferredUsername"]);
  if (!isHref(id) || inbox === undefined || preferredUsername === undefined) return refuse("malformed");
  return accept({
    type,
    id,
    preferredUsername,
    inbox,
    ...readProfile(json, id),
    ...readBoxes(json),
    ...readPolicy(json),
    publicKeys: readPublicKeys(json["publicKey"], id),
  });
}

/** A name that is too long would be another name once it is cut. */
function readUsername(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= MAX_USERNAME_LENGTH ? value : undefined;
}

type Profile = Pick<
  Actor,
  "webfinger" | "name" | "summary" | "url" | "icon" | "image" | "fields" | "published"
>;

function readProfile(json: JsonObject, id: Href): Profile {
  const url = readLink(json["url"], "text/html");
  return {
    webfinger: readText(json["webfinger"], MAX_USERNAME_LENGTH),
    name: readWorded(json["name"], json["nameMap"], MAX_NAME_LENGTH).text,
    summary: readWorded(json["summary"], json["summaryMap"], MAX_SUMMARY_LENGTH).text,
    url: url !== undefined && new URL(url).host === new URL(id).host ? url : undefined,
    icon: readImage(json["icon"]),
    image: readImage(json["image"]),
    fields: readFields(json["attachment"]),
    published: readDate(json["published"]),
  };
}

function readFields(value: unknown): readonly ProfileField[] {
  return readList(value)
    .filter(isJsonObject)
    .filter((item) => readType(item["type"], { PropertyValue: true }) !== undefined)
    .slice(0, MAX_FIELDS)
    .map((item) => ({
      name: readText(item["name"], MAX_FIELD_LENGTH) ?? "",
      value: readText(item["value"], MAX_FIELD_LENGTH) ?? "",
    }));
}

type Boxes = Pick<Actor, "sharedInbox" | "outbox" | "followers" | "following" | "featured">;

/** Misskey writes the shared inbox at the top level too. */
function readBoxes(json: JsonObject): Boxes {
  const [endpoints] = readList(json["endpoints"]);
  const sharedInbox = isJsonObject(endpoints) ? readHref(endpoints["sharedInbox"]) : undefined;
  return {
    sharedInbox: sharedInbox ?? readHref(json["sharedInbox"]),
    outbox: readHref(json["outbox"]),
    followers: readHref(json["followers"]),
    following: readHref(json["following"]),
    featured: readHref(json["featured"]),
  };
}

type Policy = Pick<
  Actor,
  "manuallyApprovesFollowers" | "discoverable" | "indexable" | "suspended" | "movedTo" | "alsoKnownAs"
>;

function readPolicy(json: JsonObject): Policy {
  return {
    manuallyApprovesFollowers: json["manuallyApprovesFollowers"] === true,
    discoverable: json["discoverable"] === true,
    indexable: json["indexable"] === true,
    suspended: json["suspended"] === true,
    movedTo: readHref(json["movedTo"]),
    alsoKnownAs: readHrefs(json["alsoKnownAs"], MAX_ALIASES),
  };
}

/** Reads the keys that an actor's document holds whole and claims as its own. */
export function readPublicKeys(value: unknown, actor: Href): readonly PublicKey[] {
  return readList(value)
    .slice(0, MAX_KEYS)
    .map((item) => {
      if (!isJsonObject(item) || readHref(item["owner"]) !== actor) return undefined;
      const { id, publicKeyPem: pem } = item;
      const isPem = typeof pem === "string" && pem.length <= MAX_PEM_LENGTH;
      return isHref(id) && isPem ? { id, pem } : undefined;
    })
    .filter((key) => key !== undefined);
}

/** Writes an actor as Mastodon does, without `@context`. */
export function writeActor(actor: Actor): JsonObject {
  const [key, ...more] = actor.publicKeys.map((own) => writePublicKey(own, actor.id));
  return {
    id: actor.id,
    type: actor.type,
    ...writeAddresses(actor),
    preferredUsername: actor.preferredUsername,
    ...(actor.webfinger === undefined ? {} : { webfinger: actor.webfinger }),
    name: actor.name ?? actor.preferredUsername,
    summary: actor.summary ?? "",
    manuallyApprovesFollowers: actor.manuallyApprovesFollowers,
    discoverable: actor.discoverable,
    indexable: actor.indexable,
    ...(actor.suspended ? { suspended: true } : {}),
    ...(actor.published === undefined ? {} : { published: actor.published.toISOString() }),
    ...(actor.movedTo === undefined ? {} : { movedTo: actor.movedTo }),
    ...(actor.alsoKnownAs.length === 0 ? {} : { alsoKnownAs: actor.alsoKnownAs }),
    // One key is what every server reads; a list is not.
    ...(key === undefined ? {} : { publicKey: more.length === 0 ? key : [key, ...more] }),
    tag: [],
    attachment: actor.fields.map(({ name, value }) => ({ type: "PropertyValue", name, value })),
    ...(actor.icon === undefined ? {} : { icon: { type: "Image", url: actor.icon } }),
    ...(actor.image === undefined ? {} : { image: { type: "Image", url: actor.image } }),
  };
}

function writeAddresses(actor: Actor): JsonObject {
  const { inbox, outbox, followers, following, featured, sharedInbox, url } = actor;
  return {
    inbox,
    ...(outbox === undefined ? {} : { outbox }),
    ...(followers === undefined ? {} : { followers }),
    ...(following === undefined ? {} : { following }),
    ...(featured === undefined ? {} : { featured }),
    ...(sharedInbox === undefined ? {} : { endpoints: { sharedInbox } }),
    ...(url === undefined ? {} : { url }),
  };
}

function writePublicKey({ id, pem }: PublicKey, owner: Href): JsonObject {
  return { id, owner, publicKeyPem: pem };
}
