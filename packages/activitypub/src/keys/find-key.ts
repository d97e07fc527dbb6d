import type { FetchReason } from "../fetching/documents.ts";
import { readMultikeys, readPublicKeys } from "../objects/actor.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref, readHref, readList } from "../objects/wire.ts";
import { accept, refuse } from "../verdict.ts";
import { readMultikey } from "./ed25519.ts";
import type { Verdict } from "../verdict.ts";

/** A key as an actor's own document lists it. */
export interface FoundKey {
  readonly pem: string;
  readonly owner: Href;
}

/** Why there is no key: it is nobody's, it cannot be asked for now, or it was deleted with its owner. */
export type KeyReason = "unknown-key" | "key-unreachable" | "key-gone";

/** Fetches a document that names itself, as plain JSON. */
export type FetchPlain = (url: Href) => Promise<Verdict<JsonObject, FetchReason>>;

/**
 * Finds out whose key an address is, from the owner's side alone: the actor's document, fetched from the
 * actor's own address on the key's server, must list the key (S-014).
 *
 * The address may lead to the actor, to a stub of it, or to a key apart that names its owner, who is then
 * fetched too (F-067). What a key says of its owner proves nothing by itself (F-068).
 */
export async function findKey(keyId: Href, fetchPlain: FetchPlain): Promise<Verdict<FoundKey, KeyReason>> {
  const document = await fetchPlain(keyId);
  if (!document.ok) return refuse(keyReasons[document.reason]);
  const listed = listedKey(document.value, keyId);
  if (listed !== undefined) return accept(listed);
  const apart = keyApart(document.value, keyId);
  return apart === undefined ? refuse("unknown-key") : confirm({ keyId, ...apart }, fetchPlain);
}

/** A key in a document of its own, which names its owner. */
function keyApart(document: JsonObject, keyId: Href): FoundKey | undefined {
  if (document["id"] !== keyId) return undefined;
  const { publicKeyPem, publicKeyMultibase } = document;
  const isMultikey = typeof publicKeyMultibase === "string";
  const owner = readHref(document[isMultikey ? "controller" : "owner"]);
  const pem = isMultikey ? readMultikey(publicKeyMultibase) : publicKeyPem;
  return owner === undefined || typeof pem !== "string" ? undefined : { pem, owner };
}

async function confirm(
  { keyId, owner, pem }: FoundKey & { readonly keyId: Href },
  fetchPlain: FetchPlain,
): Promise<Verdict<FoundKey, KeyReason>> {
  if (!sameOrigin(owner, keyId)) return refuse("unknown-key");
  const actor = await fetchPlain(owner);
  if (!actor.ok) return refuse(keyReasons[actor.reason]);
  if (actor.value["id"] !== owner) return refuse("unknown-key");
  const listed = listedKey(actor.value, keyId);
  if (listed !== undefined) return accept(listed);
  const isNamed = ["publicKey", "assertionMethod"].some((name) =>
    readList(actor.value[name]).slice(0, 10).includes(keyId),
  );
  return isNamed ? accept({ pem, owner }) : refuse("unknown-key");
}

/** The key as the actor lists it whole. */
function listedKey(actor: JsonObject, keyId: Href): FoundKey | undefined {
  const { id } = actor;
  if (!isHref(id) || !sameOrigin(id, keyId)) return undefined;
  const multikeys = readMultikeys(actor["assertionMethod"], id).map(({ multibase, ...key }) => ({
    ...key,
    pem: readMultikey(multibase),
  }));
  const keys = [...readPublicKeys(actor["publicKey"], id), ...multikeys];
  const found = keys.find((listed) => listed.id === keyId);
  return found?.pem === undefined ? undefined : { pem: found.pem, owner: id };
}

const keyReasons: Readonly<Record<FetchReason, KeyReason>> = {
  gone: "key-gone",
  "not-found": "key-gone",
  unreachable: "key-unreachable",
  "refused-address": "unknown-key",
  "not-activitypub": "unknown-key",
  "too-large": "unknown-key",
  "wrong-id": "unknown-key",
  malformed: "unknown-key",
};
