import type { KeyObject } from "node:crypto";
import type { KeyReason } from "../keys/find-key.ts";
import { algorithmOf, fits } from "../keys/fits.ts";
import { proveKey } from "../keys/prove-key.ts";
import type { KeyResolver } from "../keys/resolver.ts";
import type { Href } from "../objects/reference.ts";
import type { Policy } from "../ports.ts";
import { refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Claim, ClaimReason, ClaimVerdict } from "./claim.ts";
import { readCavageClaim } from "./draft-cavage.ts";
import type { IncomingRequest } from "./request.ts";
import { readMessageClaim } from "./rfc9421.ts";

/** Why it is not proved who sent a request. */
export type SignatureReason = ClaimReason | KeyReason | "wrong-signature" | "blocked";

export interface VerifyNeeds {
  readonly keys: KeyResolver;
  /** Our own origin, as in `https://social.example`. */
  readonly origin: string;
  readonly now: () => Date;
  /** Whether somebody of this server may be heard at all; without it, everybody may. */
  readonly mayFetch?: Policy["mayFetch"] | undefined;
}

/** Proves requests in two steps, between which a caller may decide that the second is not worth it. */
export interface Verifier {
  /** All that needs no key, and no network: form, coverage, time, host, digest of the body. */
  readClaim(request: IncomingRequest): ClaimVerdict;
  /** Whether the key is at hand, so that nobody has to be asked for it. */
  isAtHand(claim: Claim): boolean;
  /** Whether the claim was signed, and by whom. */
  proveClaim(claim: Claim): Promise<Verdict<Href, SignatureReason>>;
  /** Both steps: the actor who signed a request. */
  verify(request: IncomingRequest): Promise<Verdict<Href, SignatureReason>>;
}

/**
 * Builds the one place that decides who signed a request (S-002, S-008).
 *
 * A request that has `Signature-Input` is read by RFC 9421, every other by the older draft that most of the
 * network still sends. When a key that was at hand does not fit, it is fetched anew, in case it was changed
 * (F-072). A server that is not to be heard is not even asked for its keys (F-076).
 */
export function createVerifier({ keys, origin, now, mayFetch }: VerifyNeeds): Verifier {
  const readClaim = (request: IncomingRequest): ClaimVerdict => {
    const read = request.header("signature-input") === undefined ? readCavageClaim : readMessageClaim;
    return read(request, { origin, now: now() });
  };
  const proveClaim = async (claim: Claim): Promise<Verdict<Href, SignatureReason>> => {
    if ((await mayFetch?.(claim.keyId)) === false) return refuse("blocked");
    return proveKey(claim.keyId, (key) => isSignedBy(claim, key), keys);
  };
  return {
    readClaim,
    isAtHand: ({ keyId }) => keys.peek(keyId) !== undefined,
    proveClaim,
    async verify(request) {
      const claim = readClaim(request);
      return claim.ok ? proveClaim(claim.value) : claim;
    },
  };
}

function isSignedBy({ texts, signature, algorithm }: Claim, key: KeyObject): boolean {
  if (algorithm !== undefined && algorithm !== algorithmOf(key)) return false;
  return texts.some((text) => fits(key, Buffer.from(text), signature));
}
