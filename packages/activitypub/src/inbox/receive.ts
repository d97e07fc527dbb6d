import { readActivityType } from "../activities/table.ts";
import { FOLLOWERS_HEADER, readFollowersClaim } from "../delivery/followers-claim.ts";
import type { FollowersClaim } from "../delivery/followers-claim.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { sameOrigin } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref, readHref, readList } from "../objects/wire.ts";
import type { Policy, ReceivedActivity, SeenActivities } from "../ports.ts";
import type { DocumentProver } from "../signatures/prove-document.ts";
import { MAX_BODY_BYTES } from "../signatures/request.ts";
import type { IncomingRequest } from "../signatures/request.ts";
import type { SignatureReason, Verifier } from "../signatures/verify.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { bodyId, readBody } from "./body.ts";
import type { ReadBody } from "./body.ts";
import type { Refetch } from "./refetch.ts";

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
  /** How to find out whether to believe what comes through the hands of others; without it, none of that is. */
  readonly relayed?: {
    readonly prover: Pick<DocumentProver, "prove">;
    readonly refetch: Refetch;
    readonly isLocal: (url: Href) => boolean;
    readonly mayFetch: Policy["mayFetch"];
  };
}

/**
 * Builds the inbox: proves who sent an activity, and keeps it until it is dealt with.
 *
 * Nothing is parsed before the signature over its bytes is proved, and nothing is answered before it is kept.
 * The signer must be the activity's only actor, or its actor have signed the activity itself (S-016); that signature costs nothing where
 * it is not needed. The `id` lies on the actor's server (S-017). An activity without `id` is known by the digest of its bytes. Types
 * that nobody here understands are ignored.
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
  { body, recipient, header }: InboxRequest,
  needs: ReceiveNeeds,
): Promise<InboxVerdict> {
  const read = readBody(body);
  if (read === undefined) return refuse("malformed");
  const plain = await needs.normalise(read.json);
  if (!plain.ok) return plain;
  const activity = identify(plain.value);
  if (!activity.ok) return activity;
  if (activity.value.actor === signer) {
    const followers = readFollowersClaim(header(FOLLOWERS_HEADER), signer);
    return keep({ ...activity.value, text: read.text, body, recipient, followers }, needs);
  }
  const proved = await proveRelayed({ ...activity.value, signer, read }, needs);
  return proved.ok ? keep({ ...proved.value, body, recipient, via: signer }, needs) : proved;
}

interface Identity {
  readonly id: Href | undefined;
  readonly actor: Href;
  readonly type: ReceivedActivity["type"] | undefined;
}

type Kept = Identity & {
  readonly text: string;
  readonly body: Uint8Array;
  readonly recipient: Href | undefined;
  readonly followers?: FollowersClaim | undefined;
  readonly via?: Href;
};

async function keep({ text, body, ...activity }: Kept, { seen }: ReceiveNeeds): Promise<InboxVerdict> {
  const { id = bodyId(body), type } = activity;
  if (type === undefined) return accept("ignored");
  return accept(await seen.keep({ ...activity, id, type, body: text }));
}

/**
 * What came through the hands of another: it counts if its actor has signed it, or if its own server tells the same (S-016). Nobody passes
 * on to us what we have said (F-092), and who passes something on answers for nothing but that.
 */
async function proveRelayed(
  { signer, read, ...activity }: Identity & { readonly signer: Href; readonly read: ReadBody },
  { relayed }: ReceiveNeeds,
): Promise<Verdict<Identity & { readonly text: string }, InboxReason>> {
  const { id, actor } = activity;
  if (relayed === undefined || id === undefined || relayed.isLocal(actor)) return refuse("wrong-actor");
  if (!(await relayed.mayFetch(actor))) return refuse("wrong-actor");
  const proof = await relayed.prover.prove(read.json, actor);
  if (proof.ok) return accept({ ...activity, text: read.text });
  // Its server will be back, and so will the sender.
  if (proof.reason === "key-unreachable") return refuse("key-unreachable");
  const own = await relayed.refetch({ id, actor, signer });
  if (own === undefined) return refuse("wrong-actor");
  const identity = identify(own.plain);
  return identity.ok ? accept({ ...identity.value, text: own.text }) : identity;
}

function identify(json: JsonObject): Verdict<Identity, InboxReason> {
  const actors = readList(json["actor"]);
  const actor = readHref(actors[0]);
  if (actor === undefined || actors.length > 1) return refuse("malformed");
  const id = json["id"] ?? undefined;
  if (id !== undefined && !isHref(id)) return refuse("malformed");
  if (id !== undefined && !sameOrigin(id, actor)) return refuse("wrong-origin");
  return accept({ id, actor, type: readActivityType(json) });
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
