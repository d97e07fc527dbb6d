import { readActivityType } from "../activities/table.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref, readHref, readList } from "../objects/wire.ts";
import type { ReceivedActivity, SeenActivities } from "../ports.ts";
import { MAX_BODY_BYTES } from "../signatures/request.ts";
import type { IncomingRequest } from "../signatures/request.ts";
import type { SignatureReason, Verifier } from "../signatures/verify.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { bodyId, readBody } from "./body.ts";

/** Why an activity was not taken in. */
export type InboxReason = SignatureReason | "too-large" | "malformed" | "wrong-actor" | "wrong-origin";

/** What became of an activity: it is kept, it had been before, or it is of no concern here. */
export type Received = "new" | "seen" | "ignored";

export type InboxVerdict = Verdict<Received, InboxReason>;

export interface InboxRequest extends IncomingRequest {
  /** The local actor whose personal inbox it is; none: the shared inbox. */
  readonly recipient?: Href;
}

export interface ReceiveNeeds {
  readonly verifier: Verifier;
  readonly normalise: Normalise;
  readonly seen: SeenActivities;
  /**
   * Whether a remote actor was ever seen here. Where that can be told, strangers who delete or change
   * themselves are ignored before their key is asked for (F-083): there is nothing to delete.
   */
  readonly isKnown?: (actor: Href) => Promise<boolean>;
}

/**
 * Builds the inbox: proves who sent an activity, and keeps it until it is dealt with.
 *
 * Nothing is parsed before the signature over its bytes is proved, and nothing is answered before it is kept.
 * The signer must be the activity's only actor (S-016) and its `id` lie on the actor's server (S-017). An
 * activity without `id` is known by the digest of its bytes. Types that nobody here understands are ignored.
 */
export function createReceive(needs: ReceiveNeeds): (request: InboxRequest) => Promise<InboxVerdict> {
  return async (request) => {
    if (request.body.length > MAX_BODY_BYTES) return refuse("too-large");
    const claim = needs.verifier.readClaim(request);
    if (!claim.ok) return claim;
    if (!needs.verifier.isAtHand(claim.value) && (await isOfStranger(request.body, needs)))
      return accept("ignored");
    const signer = await needs.verifier.proveClaim(claim.value);
    if (signer.ok) return receiveFrom(signer.value, request, needs);
    // Who deletes an account deletes its key with it, and then nobody can prove anything (F-084).
    return signer.reason === "key-gone" && isDelete(request.body) ? accept("ignored") : signer;
  };
}

async function receiveFrom(
  signer: Href,
  { body, recipient }: InboxRequest,
  { normalise, seen }: ReceiveNeeds,
): Promise<InboxVerdict> {
  const read = readBody(body);
  if (read === undefined) return refuse("malformed");
  const plain = await normalise(read.json);
  if (!plain.ok) return plain;
  const activity = identify(plain.value, signer);
  if (!activity.ok) return activity;
  const { id = bodyId(body), type } = activity.value;
  if (type === undefined) return accept("ignored");
  return accept(await seen.keep({ id, actor: signer, type, body: read.text, recipient }));
}

interface Identity {
  readonly id: string | undefined;
  readonly type: ReceivedActivity["type"] | undefined;
}

function identify(json: JsonObject, signer: Href): Verdict<Identity, InboxReason> {
  const actors = readList(json["actor"]);
  const actor = readHref(actors[0]);
  if (actor === undefined || actors.length > 1) return refuse("malformed");
  if (actor !== signer) return refuse("wrong-actor");
  const id = json["id"] ?? undefined;
  if (id !== undefined && !isHref(id)) return refuse("malformed");
  if (id !== undefined && !sameOrigin(id, signer)) return refuse("wrong-origin");
  return accept({ id, type: readActivityType(json) });
}

/** Of a body that nothing is proved of: whether it says that something is deleted. */
function isDelete(body: Uint8Array): boolean {
  const json = readBody(body)?.json;
  return json !== undefined && readActivityType(json) === "Delete";
}

/** Of a body that nothing is proved of: whether it is somebody's change or end whom nobody here knows. */
async function isOfStranger(body: Uint8Array, { isKnown }: ReceiveNeeds): Promise<boolean> {
  const json = isKnown === undefined ? undefined : readBody(body)?.json;
  if (isKnown === undefined || json === undefined) return false;
  const type = readActivityType(json);
  const actor = readHref(json["actor"]);
  const isOfItself = (type === "Delete" || type === "Update") && readHref(json["object"]) === actor;
  return actor !== undefined && isOfItself && !(await isKnown(actor));
}
