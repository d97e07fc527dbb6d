import type { FetchDocument } from "../fetching/documents.ts";
import { createIsLocal } from "../fetching/is-local.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { createKeyResolver } from "../keys/resolver.ts";
import type { KeyResolver } from "../keys/resolver.ts";
import type { Href } from "../objects/reference.ts";
import type { FederationOptions } from "../options.ts";
import type { FederationPorts, Policy } from "../ports.ts";
import { createDocumentProver } from "../signatures/prove-document.ts";
import type { DocumentProver } from "../signatures/prove-document.ts";
import { createVerifier } from "../signatures/verify.ts";
import type { Verifier } from "../signatures/verify.ts";
import { createReceive } from "./receive.ts";
import { createRefetch } from "./refetch.ts";

export interface HearingNeeds {
  readonly ports: Pick<FederationPorts, "actors" | "cache" | "keysReplaced" | "seen" | "policy" | "now">;
  readonly options: Pick<FederationOptions, "origin" | "handleDomain" | "onReceived">;
  readonly fetchDocument: FetchDocument;
  readonly normalise: Normalise;
}

/** All that finds out who speaks. */
export interface Hearing {
  readonly keys: KeyResolver;
  readonly verifier: Verifier;
  readonly prover: DocumentProver;
  readonly receive: Receive;
}

type Receive = ReturnType<typeof createReceive>;

/** Puts together what the inbox and the door have in common. */
export function createHearing({ ports, options, fetchDocument, normalise }: HearingNeeds): Hearing {
  const { actors, cache, keysReplaced, seen, policy, now } = ports;
  const isLocal = createIsLocal(options);
  const keys = createKeyResolver({ fetchDocument, normalise, cache, isLocal, now, keysReplaced });
  const mayFetch: Policy["mayFetch"] = async (signer) => (await policy?.mayFetch(signer)) ?? true;
  const verifier = createVerifier({ keys, origin: options.origin, now, mayFetch });
  const prover = createDocumentProver({ keys, now, mayFetch });
  const isKnown = async (actor: Href): Promise<boolean> => (await actors.isKnown?.(actor)) ?? true;
  const refetch = createRefetch({ fetchDocument, normalise, now });
  const relayed = { prover, refetch, isLocal, mayFetch };
  const receive = createReceive({ verifier, normalise, seen, isKnown, relayed });
  return { keys, verifier, prover, receive: told(receive, options.onReceived) };
}

function told(receive: Receive, onReceived: FederationOptions["onReceived"]): Receive {
  if (onReceived === undefined) return receive;
  return async (request) => {
    const verdict = await receive(request);
    onReceived(verdict);
    return verdict;
  };
}
