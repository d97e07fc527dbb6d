import { hash, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { canonise, hidesSomething } from "../jsonld/canonise.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref, isJsonObject } from "../objects/wire.ts";
import type { SigningKey } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import { isInTime, writeSeconds } from "./document-claim.ts";
import type { DocumentClaimVerdict } from "./document-claim.ts";
import { isFlatProof } from "./integrity-proof.ts";
import { withSecurity } from "./security-context.ts";

const TYPE = "RsaSignature2017";
/** In which the options of a signature are read, whatever they say themselves. */
const OPTIONS_CONTEXT = "https://w3id.org/identity/v1";

const HOUR = 3_600_000;
/** For how long others shall believe a signature of ours. */
const LIFETIME = 48 * HOUR;

/**
 * Reads what the `signature` of a document claims, after all was checked that needs no key.
 *
 * What is signed is a graph, and a graph may be written in many ways. So a signature counts only where the text can be read in one:
 * nothing in it hides (S-021, F-090), every term is defined, and nothing in the document points back to the
 * document itself, which could else be written from another end.
 */
export async function readLinkedDataClaim(json: JsonObject, now: Date): Promise<DocumentClaimVerdict> {
  const { signature, ...document } = json;
  if (signature === undefined) return refuse("no-signature");
  if (!isJsonObject(signature) || signature["type"] !== TYPE) return refuse("unknown-signature");
  const { type: _type, id: _id, signatureValue, ...options } = signature;
  const { creator, created } = options;
  if (!isHref(creator) || typeof created !== "string") return refuse("unknown-signature");
  if (!isInTime(options, now)) return refuse("signature-expired");
  const bytes = typeof signatureValue === "string" ? readBase64(signatureValue) : undefined;
  if (bytes === undefined || !(await isOneWay(document))) return refuse("unsafe-document");
  const text = await signedText(document, options);
  if (text === undefined) return refuse("unsafe-document");
  return accept({ keyId: creator, signature: bytes, data: [Buffer.from(text)], kind: "rsa" });
}

function readBase64(text: string): Buffer | undefined {
  const bare = text.replaceAll(/\s/g, "");
  return /^[A-Za-z0-9+/]{300,1400}={0,2}$/.test(bare) ? Buffer.from(bare, "base64") : undefined;
}

/** A proof that stands beside is left aside: its terms need not be defined, but then it has to be flat. */
async function isOneWay({ proof, ...document }: JsonObject): Promise<boolean> {
  const { id } = document;
  if (!isHref(id) || hidesSomething(document)) return false;
  if (proof !== undefined && !isFlatProof(proof)) return false;
  const graph = await canonise(document, true);
  // One statement stands on a line, and ends with what it is about.
  return graph !== undefined && !graph.includes(` <${id}> .\n`);
}

/** The digests of the options and of the document, one after the other. */
async function signedText(document: JsonObject, options: JsonObject): Promise<string | undefined> {
  const texts = [
    await canonise({ ...options, "@context": OPTIONS_CONTEXT }, true),
    await canonise(document, false),
  ];
  return texts.includes(undefined)
    ? undefined
    : texts.map((text) => hash("sha256", text ?? "", "hex")).join("");
}

const signElsewhere: (algorithm: string, data: Buffer, key: KeyObject) => Promise<Buffer> = promisify(sign);

/**
 * Signs a document as its author, as Mastodon does, for two days. `undefined` where the document has no canonical form.
 *
 * @see https://docs.joinmastodon.org/spec/security/#ld
 */
export async function signLinkedData(
  json: JsonObject,
  key: SigningKey,
  now: Date,
): Promise<JsonObject | undefined> {
  const document = { ...json, "@context": withSecurity(json["@context"]) };
  const options = {
    creator: key.keyId,
    created: writeSeconds(now),
    expires: writeSeconds(new Date(now.getTime() + LIFETIME)),
  };
  const text = await signedText(document, options);
  if (text === undefined) return undefined;
  const value = await signElsewhere("sha256", Buffer.from(text), key.privateKey);
  return { ...document, signature: { type: TYPE, ...options, signatureValue: value.toString("base64") } };
}

/** Whose key is said to have signed a document; `undefined` where nothing is said. */
export function creatorOf(json: JsonObject): Href | undefined {
  const { signature } = json;
  const creator = isJsonObject(signature) ? signature["creator"] : undefined;
  return isHref(creator) ? creator : undefined;
}
