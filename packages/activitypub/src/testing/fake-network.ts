import type { Client } from "../fetching/client.ts";
import { fakeClient } from "./fake-client.ts";
import type { Answerer } from "./fake-client.ts";
import type { FakePeer } from "./fake-peer.ts";

/** Other servers that exist in this process alone. */
export interface FakeNetwork {
  /** The way out that a federation is given. */
  readonly client: Client;
  /** What was asked, in order. */
  readonly requests: readonly Request[];
  /** Says who answers for a host. Hosts without one are unreachable. */
  readonly route: (host: string, answer: Answerer) => void;
  /** Puts peers on their hosts. Several may share one. */
  readonly join: (...peers: readonly FakePeer[]) => void;
}

/** Builds a network of functions. It reaches no socket. */
export function fakeNetwork(...peers: readonly FakePeer[]): FakeNetwork {
  const hosts = new Map<string, Answerer[]>();
  const requests: Request[] = [];
  const route: FakeNetwork["route"] = (host, answer) =>
    void hosts.set(host, [...(hosts.get(host) ?? []), answer]);
  const join: FakeNetwork["join"] = (...more) => {
    for (const peer of more) route(peer.host, (request) => peer.answer(request));
  };
  join(...peers);
  const client = fakeClient(async (request) => {
    requests.push(request.clone());
    const answers = hosts.get(new URL(request.url).host);
    if (answers === undefined) return "unreachable";
    for (const answer of answers) {
      const response = await answer(request);
      if (response !== undefined) return response;
    }
    return undefined;
  });
  return { client, requests, route, join };
}
