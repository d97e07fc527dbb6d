import type { FetchDocument } from "../fetching/documents.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { hostOf } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { readHref } from "../objects/wire.ts";
import { createRecent } from "../recent.ts";

/** An activity as its own server tells it. */
export interface Refetched {
  readonly text: string;
  readonly plain: JsonObject;
}

/** What somebody passed on in another's name, and without a proof. */
export interface PassedOn {
  readonly id: Href;
  readonly actor: Href;
  /** Who passed it on. */
  readonly signer: Href;
}

/** Asks an activity's own server for it; `undefined` where it does not tell the same. */
export type Refetch = (passed: PassedOn) => Promise<Refetched | undefined>;

export interface RefetchNeeds {
  readonly fetchDocument: FetchDocument;
  readonly normalise: Normalise;
  readonly now: () => Date;
}

const MAX_SERVERS = 10_000;
/** So often in five minutes somebody's server can make us ask others. */
const MAX_QUESTIONS = 30;
const WINDOW = 5 * 60_000;

/**
 * Builds the way back to the source (S-016): an activity that somebody passed on without a proof counts as its own server tells it, and only if
 * it is found there under its own id and by the same actor.
 */
export function createRefetch({ fetchDocument, normalise, now }: RefetchNeeds): Refetch {
  const asked = createRecent<{ readonly since: number; count: number }>(MAX_SERVERS);
  const mayAsk = (signer: Href): boolean => {
    const host = hostOf(signer);
    const time = now().getTime();
    const before = asked.get(host);
    const current = before !== undefined && time - before.since < WINDOW ? before : { since: time, count: 0 };
    current.count += 1;
    asked.set(host, current);
    return current.count <= MAX_QUESTIONS;
  };
  return async ({ id, actor, signer }) => {
    if (!mayAsk(signer)) return undefined;
    const document = await fetchDocument(id);
    if (!document.ok) return undefined;
    const plain = await normalise(document.value);
    if (!plain.ok || plain.value["id"] !== id || readHref(plain.value["actor"]) !== actor) return undefined;
    return { text: JSON.stringify(document.value), plain: plain.value };
  };
}
