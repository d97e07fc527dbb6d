import type { FetchDocument, FetchReason } from "../fetching/documents.ts";
import type { Actor } from "../objects/actor.ts";
import { hostOf } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { canonicalHost, readHandle, writeHandle } from "./handle.ts";
import type { Handle } from "./handle.ts";
import type { ResolveHandle } from "./resolve-handle.ts";

/** An actor whose handle has been proved in both directions. */
export interface KnownActor {
  readonly actor: Actor;
  /** `user@host`, as the handle's own host writes it. */
  readonly handle: string;
}

/** Reads an actor out of a document; none: it is no actor, or a broken one. */
export type ReadActor = (json: JsonObject) => Promise<Actor | undefined>;

export interface ActorFetchNeeds {
  readonly fetchDocument: FetchDocument;
  readonly resolveHandle: ResolveHandle;
  readonly readActor: ReadActor;
  /** Whether this actor may be asked for at all. */
  readonly mayMeet: (uri: Href) => Promise<boolean>;
}

/**
 * Fetches the actor with exactly this id. An address that leads to somebody else is refused (S-015): who did
 * something under the one is not the other.
 */
export type FetchActor = (uri: Href) => Promise<Verdict<KnownActor, FetchReason>>;

export function createActorFetcher(needs: ActorFetchNeeds): FetchActor {
  return async (uri) => {
    if (!(await needs.mayMeet(uri))) return refuse("refused-address");
    const document = await needs.fetchDocument(uri);
    if (!document.ok) return document;
    const actor = await needs.readActor(document.value);
    if (actor === undefined) return refuse("malformed");
    return actor.id === uri ? proveHandle(actor, needs.resolveHandle) : refuse("wrong-id");
  };
}

/**
 * Confirms the handle that an actor's document implies (S-035): its host must say that the handle
 * belongs to exactly this actor.
 */
export async function proveHandle(
  actor: Actor,
  resolveHandle: ResolveHandle,
): Promise<Verdict<KnownActor, FetchReason>> {
  const claimed = claimedHandle(actor);
  if (claimed === undefined) return refuse("malformed");
  const finger = await resolveHandle(claimed);
  if (!finger.ok) return finger;
  if (finger.value.actor !== actor.id) return refuse("wrong-id");
  return accept({ actor, handle: writeHandle(finger.value.handle) });
}

/** What the actor calls itself (FEP-2c59), or else its name on the host of its address. */
function claimedHandle({ id, webfinger, preferredUsername }: Actor): Handle | undefined {
  const published = webfinger === undefined ? undefined : readHandle(webfinger);
  const host = canonicalHost(hostOf(id));
  return published ?? (host === undefined ? undefined : readHandle(`${preferredUsername}@${host}`));
}
