import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { readInteractionPolicy } from "./interaction-policy.ts";
import type { InteractionPolicy } from "./interaction-policy.ts";
import { readPicture } from "./picture.ts";
import type { Picture } from "./picture.ts";
import type { Href, JsonObject } from "./reference.ts";
import { readTags } from "./tag.ts";
import type { Tag } from "./tag.ts";
import {
  isHref,
  isJsonObject,
  readDate,
  readHref,
  readHrefs,
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

/** A key for signatures in documents, which an actor's own document lists (FEP-521a). */
export interface Multikey {
  readonly id: Href;
  /** The key with its kind before it, in base 58 (`z`) or base 64 (`u`). */
  readonly multibase: string;
}

/** A standard that an `Application` says it understands (FEP-844e). */
export interface Capability {
  readonly href: Href;
  readonly name: string | undefined;
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
  readonly featuredTags: Href | undefined;
  readonly featuredCollections: Href | undefined;
  readonly publicKeys: readonly PublicKey[];
  readonly multikeys: readonly Multikey[];
  readonly icon: Picture | undefined;
  readonly image: Picture | undefined;
  readonly fields: readonly ProfileField[];
  /** The custom emoji and hashtags of the profile. */
  readonly tags: readonly Tag[];
  readonly manuallyApprovesFollowers: boolean;
  readonly discoverable: boolean;
  readonly indexable: boolean;
  readonly memorial: boolean;
  readonly suspended: boolean;
  /** Which tabs the profile shows, where its owner says so. */
  readonly showFeatured: boolean | undefined;
  readonly showMedia: boolean | undefined;
  readonly showRepliesInMedia: boolean | undefined;
  readonly interactionPolicy: InteractionPolicy | undefined;
  readonly movedTo: Href | undefined;
  readonly alsoKnownAs: readonly Href[];
  /** The sites that may name this actor as the author of their pages. */
  readonly attributionDomains: readonly string[];
  readonly implements: readonly Capability[];
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
const MAX_DOMAIN_LENGTH = 255;
const MAX_CAPABILITIES = 100;

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
    multikeys: readMultikeys(json["assertionMethod"], id),
    implements: readCapabilities(json["implements"]),
  });
}

/** A name that is too long would be another name once it is cut. */
function readUsername(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= MAX_USERNAME_LENGTH ? value : undefined;
}

type Profile = Pick<
  Actor,
  "webfinger" | "name" | "summary" | "url" | "icon" | "image" | "fields" | "tags" | "published"
>;

function readProfile(json: JsonObject, id: Href): Profile {
  const url = readLink(json["url"], "text/html");
  return {
    webfinger: readText(json["webfinger"], MAX_USERNAME_LENGTH),
    name: readWorded(json["name"], json["nameMap"], MAX_NAME_LENGTH).text,
    summary: readWorded(json["summary"], json["summaryMap"], MAX_SUMMARY_LENGTH).text,
    url: url !== undefined && new URL(url).host === new URL(id).host ? url : undefined,
    icon: readPicture(json["icon"]),
    image: readPicture(json["image"]),
    fields: readFields(json["attachment"]),
    tags: readTags(json["tag"]),
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

type Boxes = Pick<
  Actor,
  "sharedInbox" | "outbox" | "followers" | "following" | "featured" | "featuredTags" | "featuredCollections"
>;

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
    featuredTags: readHref(json["featuredTags"]),
    featuredCollections: readHref(json["featuredCollections"]),
  };
}

type Policy = Pick<
  Actor,
  | "manuallyApprovesFollowers"
  | "discoverable"
  | "indexable"
  | "memorial"
  | "suspended"
  | "showFeatured"
  | "showMedia"
  | "showRepliesInMedia"
  | "interactionPolicy"
  | "movedTo"
  | "alsoKnownAs"
  | "attributionDomains"
>;

function readPolicy(json: JsonObject): Policy {
  return {
    manuallyApprovesFollowers: json["manuallyApprovesFollowers"] === true,
    discoverable: json["discoverable"] === true,
    indexable: json["indexable"] === true,
    memorial: json["memorial"] === true,
    suspended: json["suspended"] === true,
    showFeatured: readFlag(json["showFeatured"]),
    showMedia: readFlag(json["showMedia"]),
    showRepliesInMedia: readFlag(json["showRepliesInMedia"]),
    interactionPolicy: readInteractionPolicy(json["interactionPolicy"]),
    movedTo: readHref(json["movedTo"]),
    alsoKnownAs: readHrefs(json["alsoKnownAs"], MAX_ALIASES),
    attributionDomains: readDomains(json["attributionDomains"]),
  };
}

function readFlag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function readDomains(value: unknown): readonly string[] {
  return readList(value)
    .filter((item) => typeof item === "string" && item !== "" && item.length <= MAX_DOMAIN_LENGTH)
    .map(String)
    .slice(0, MAX_ALIASES);
}

function readCapabilities(value: unknown): readonly Capability[] {
  return readList(value)
    .slice(0, MAX_CAPABILITIES)
    .map((item) => {
      const href = isJsonObject(item) ? (item["href"] ?? item["id"]) : item;
      const name = isJsonObject(item) ? readText(item["name"], MAX_NAME_LENGTH) : undefined;
      return isHref(href) ? { href, name } : undefined;
    })
    .filter((capability) => capability !== undefined);
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

const MULTIBASE = /^[zu][\w-]{16,8192}$/;

/** Reads the keys for documents that an actor's own document holds whole and claims as its own. */
export function readMultikeys(value: unknown, actor: Href): readonly Multikey[] {
  return readList(value)
    .slice(0, MAX_KEYS)
    .map((item) => {
      if (!isJsonObject(item) || readHref(item["controller"]) !== actor) return undefined;
      const { id, type, publicKeyMultibase: multibase } = item;
      const isKey = readType(type, { Multikey: true }) !== undefined;
      const isWritten = typeof multibase === "string" && MULTIBASE.test(multibase);
      return isKey && isHref(id) && isWritten ? { id, multibase } : undefined;
    })
    .filter((key) => key !== undefined);
}
