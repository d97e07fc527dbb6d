import { hash, sign } from "node:crypto";
import { readMultibase, writeMultibase } from "../keys/multibase.ts";
import type { JsonObject } from "../objects/reference.ts";
import { isHref, isJsonObject, readList } from "../objects/wire.ts";
import type { SigningKey } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import { writeCanonicalJson } from "./canonical-json.ts";
import { isInTime } from "./document-claim.ts";
import type { DocumentClaimVerdict } from "./document-claim.ts";
import { withSecurity } from "./security-context.ts";

const TYPE = "DataIntegrityProof";
const SUITE = "eddsa-jcs-2022";
const PURPOSE = "assertionMethod";
const SIGNATURE_BYTES = 64;

/** The terms of a proof, spelled out: with its own context it would be a graph apart, for which Mastodon drops the signature beside it. */
const TERMS: JsonObject = {
  sec: "https://w3id.org/security#",
  proof: { "@id": "sec:proof", "@type": "@id" },
  DataIntegrityProof: "sec:DataIntegrityProof",
  cryptosuite: "sec:cryptosuite",
  proofPurpose: { "@id": "sec:proofPurpose", "@type": "@vocab" },
  assertionMethod: { "@id": "sec:assertionMethod", "@type": "@id" },
  proofValue: { "@id": "sec:proofValue", "@type": "sec:multibase" },
  verificationMethod: { "@id": "sec:verificationMethod", "@type": "@id" },
};

/** The context of keys knows some of them already, and will not have them said again. */
const IDENTIFIERS_CONTEXT = "https://www.w3.org/ns/cid/v1";
const { assertionMethod: _purpose, verificationMethod: _method, ...OTHER_TERMS } = TERMS;

/** Contexts that may stand in a document behind those that were signed: they give no other meaning to anything that is read. */
const HARMLESS: ReadonlySet<unknown> = new Set([
  "https://w3id.org/security/v1",
  "https://w3id.org/security/data-integrity/v1",
]);

const MEMBERS: ReadonlySet<string> = new Set([
  "@context",
  "type",
  "cryptosuite",
  "verificationMethod",
  "proofPurpose",
  "proofValue",
  "created",
  "expires",
]);

/** Whether a proof is nothing but its own few texts, so that nothing else can hide in it. */
export function isFlatProof(proof: unknown): boolean {
  return (
    isJsonObject(proof) &&
    Object.entries(proof).every(
      ([name, value]) => MEMBERS.has(name) && (name === "@context" || typeof value === "string"),
    )
  );
}

/**
 * Reads what the `proof` of a document claims (FEP-8b32), by `eddsa-jcs-2022` and as an assertion alone, after all was checked that
 * needs no key. Every option of it is signed (S-022). A Linked Data Signature beside it was made later and does not count.
 *
 * @see https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022
 */
export function readProofClaim(json: JsonObject, now: Date): DocumentClaimVerdict {
  const { proof, signature: _signature, ...document } = json;
  if (proof === undefined) return refuse("no-signature");
  if (!isJsonObject(proof) || proof["type"] !== TYPE || proof["cryptosuite"] !== SUITE)
    return refuse("unknown-signature");
  const { proofValue, ...options } = proof;
  const { verificationMethod: keyId, proofPurpose, created, expires } = options;
  if (proofPurpose !== PURPOSE || !isHref(keyId)) return refuse("unknown-signature");
  if (!isInTime({ created, expires }, now)) return refuse("signature-expired");
  const signature = typeof proofValue === "string" ? readMultibase(proofValue) : undefined;
  if (signature?.length !== SIGNATURE_BYTES) return refuse("unknown-signature");
  const data = signedForms(document, options).flatMap((form) => digestOf(form) ?? []);
  return data.length === 0 ? refuse("unsafe-document") : accept({ keyId, signature, data, kind: "ed25519" });
}

interface Form {
  readonly options: JsonObject;
  readonly document: JsonObject;
}

/**
 * The forms in which document and options may have been signed. Where the options name contexts, these were the document's; where they
 * do not, some have signed them with the document's (Fedify), and some without.
 */
function signedForms(document: JsonObject, options: JsonObject): readonly Form[] {
  const context = document["@context"];
  const signed = options["@context"];
  if (signed === undefined) {
    const bare = { options, document };
    return context === undefined
      ? [bare]
      : [{ options: { "@context": context, ...options }, document }, bare];
  }
  const [given, expected] = [readList(context), readList(signed)];
  const isBegin = expected.every(
    (entry, index) => writeCanonicalJson(entry) === writeCanonicalJson(given[index]),
  );
  const isHarmless = given.slice(expected.length).every((entry) => HARMLESS.has(entry));
  return isBegin && isHarmless ? [{ options, document: { ...document, "@context": signed } }] : [];
}

function digestOf({ options, document }: Form): Buffer | undefined {
  const texts = [writeCanonicalJson(options), writeCanonicalJson(document)];
  if (texts.includes(undefined)) return undefined;
  return Buffer.concat(texts.map((text) => hash("sha256", text ?? "", "buffer")));
}

/** Adds a proof to a document, and to its contexts the terms of it. */
export function addProof(json: JsonObject, { keyId, privateKey }: SigningKey, created: string): JsonObject {
  const given = withSecurity(json["@context"]);
  const context = [...given, given.includes(IDENTIFIERS_CONTEXT) ? OTHER_TERMS : TERMS];
  const document = { ...json, "@context": context };
  const options = {
    "@context": context,
    type: TYPE,
    cryptosuite: SUITE,
    verificationMethod: keyId,
    proofPurpose: PURPOSE,
    created,
  };
  const data = digestOf({ options, document });
  if (data === undefined) throw new Error(`${String(json["id"])} cannot be written in one way only.`);
  return { ...document, proof: { ...options, proofValue: writeMultibase(sign(null, data, privateKey)) } };
}
