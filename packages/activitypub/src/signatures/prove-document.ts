import type { KeyObject } from "node:crypto";
import type { KeyReason } from "../keys/find-key.ts";
import { algorithmOf, fits } from "../keys/fits.ts";
import { proveKey } from "../keys/prove-key.ts";
import type { KeyResolver } from "../keys/resolver.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { Policy } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { DocumentClaim, DocumentReason } from "./document-claim.ts";
import { readProofClaim } from "./integrity-proof.ts";
import { creatorOf, readLinkedDataClaim } from "./linked-data.ts";

/** Why a document does not prove by itself who made it. */
export type ProofReason = DocumentReason | KeyReason | "wrong-signature" | "foreign-key" | "blocked";

export interface ProveNeeds {
  readonly keys: KeyResolver;
  readonly now: () => Date;
  /** Whether somebody of this server may be heard at all; without it, everybody may. */
  readonly mayFetch?: Policy["mayFetch"] | undefined;
}

/** Proves documents that came through the hands of others. */
export interface DocumentProver {
  /** Whether a document carries a proof of its actor's (FEP-8b32), or a Linked Data Signature. */
  prove(json: JsonObject, actor: Href): Promise<Verdict<true, ProofReason>>;
  /** The same by a Linked Data Signature alone, for which the network passes documents on. */
  proveSignature(json: JsonObject, actor: Href): Promise<Verdict<true, ProofReason>>;
}

/**
 * Builds the one place that decides whether a document speaks for itself.
 *
 * A key counts only if it is the actor's own and on the actor's server, so that nobody else's is even asked for. The proof comes first: it
 * takes a tenth of the time.
 */
export function createDocumentProver(needs: ProveNeeds): DocumentProver {
  const proveSignature: DocumentProver["proveSignature"] = async (json, actor) => {
    const creator = creatorOf(json);
    if (creator !== undefined && !sameOrigin(creator, actor)) return refuse("foreign-key");
    const claim = await readLinkedDataClaim(json, needs.now());
    return claim.ok ? proveClaim(claim.value, actor, needs) : claim;
  };
  return {
    proveSignature,
    async prove(json, actor) {
      const claim = readProofClaim(json, needs.now());
      const proof = claim.ok ? await proveClaim(claim.value, actor, needs) : claim;
      return proof.ok || json["signature"] === undefined ? proof : proveSignature(json, actor);
    },
  };
}

async function proveClaim(
  claim: DocumentClaim,
  actor: Href,
  { keys, mayFetch }: ProveNeeds,
): Promise<Verdict<true, ProofReason>> {
  if (!sameOrigin(claim.keyId, actor)) return refuse("foreign-key");
  if ((await mayFetch?.(claim.keyId)) === false) return refuse("blocked");
  const owner = await proveKey(claim.keyId, (key) => isSignedBy(claim, key), keys);
  if (!owner.ok) return owner;
  return owner.value === actor ? accept(true) : refuse("foreign-key");
}

function isSignedBy({ kind, data, signature }: DocumentClaim, key: KeyObject): boolean {
  const isKind = algorithmOf(key) === (kind === "rsa" ? "rsa-v1_5-sha256" : "ed25519");
  return isKind && data.some((form) => fits(key, form, signature));
}
