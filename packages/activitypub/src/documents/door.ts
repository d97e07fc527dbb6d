import { replyRefusal } from "../inbox/respond.ts";
import type { Href } from "../objects/reference.ts";
import type { Policy } from "../ports.ts";
import { readRequest } from "../signatures/request.ts";
import type { SignatureReason, Verifier } from "../signatures/verify.ts";
import type { Verdict } from "../verdict.ts";

/** The one place that decides who may ask for a document, and whether it has to be known who does. */
export interface Door {
  /** Whether every reader has to sign, so that answers may differ between readers and nobody may keep copies. */
  readonly isGuarded: boolean;
  /**
   * Lets a reader in: with their name where the door is guarded, without a look at the signature, which would cost a key,
   * where it is not. Otherwise it is the answer that turns them away.
   */
  enter(request: Request): Promise<{ readonly reader: Href | undefined } | Response>;
  /** The same of whoever asks for what is not for everybody: the name is asked in any case, where the request is signed. */
  introduce(request: Request): Promise<{ readonly reader: Href | undefined } | Response>;
  /** Whether a local actor does not want this reader, where readers are known. */
  isBlocked(owner: Href, reader: Href | undefined): Promise<boolean>;
}

export interface DoorNeeds {
  readonly verifier: Verifier;
  readonly policy: Policy | undefined;
  readonly authorizedFetch: boolean;
}

/** Builds the door in front of our documents (F-076, F-077, F-080). */
export function createDoor({ verifier, policy, authorizedFetch }: DoorNeeds): Door {
  const introduce: Door["introduce"] = async (request) => {
    if (!isSigned(request)) return authorizedFetch ? replyRefusal("unsigned") : { reader: undefined };
    const signer = await identify(request, verifier);
    return signer.ok ? { reader: signer.value } : replyRefusal(signer.reason);
  };
  return {
    isGuarded: authorizedFetch,
    introduce,
    async enter(request) {
      if (authorizedFetch) return introduce(request);
      return (await isBarred(request, verifier, policy)) ? replyRefusal("blocked") : { reader: undefined };
    },
    async isBlocked(owner, reader) {
      return reader !== undefined && ((await policy?.isBlocked?.(owner, reader)) ?? false);
    },
  };
}

function isSigned({ headers }: Request): boolean {
  return headers.has("signature");
}

async function identify(
  request: Request,
  verifier: Verifier,
): Promise<Verdict<Href, SignatureReason | "too-large">> {
  const read = await readRequest(request);
  return read.ok ? verifier.verify(read.value) : read;
}

/** Whether a request says itself that it comes from where nobody may; that costs no key. */
async function isBarred(request: Request, verifier: Verifier, policy: Policy | undefined): Promise<boolean> {
  if (policy === undefined || !isSigned(request)) return false;
  const read = await readRequest(request);
  const claim = read.ok ? verifier.readClaim(read.value) : read;
  return claim.ok && !(await policy.mayFetch(claim.value.keyId));
}
