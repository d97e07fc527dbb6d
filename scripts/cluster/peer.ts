import type { Activity } from "../../packages/activitypub/src/index.ts";
import { fakePeer, serveLoopback } from "../../packages/activitypub/src/testing/index.ts";
import type { FakePeer } from "../../packages/activitypub/src/testing/index.ts";
import { at } from "../client.ts";

/** Somebody on a server of their own, which is nothing but a listener in this process. */
export interface Peer {
  /** Posts an activity to an inbox, signed. */
  send(inbox: string, activity: Activity): Promise<Response>;
  readonly actor: string;
  /** The `Create`s that have come: the id of what was created -> how often. */
  readonly received: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export async function openPeer(): Promise<Peer> {
  const received = new Map<string, number>();
  const known: { peer?: FakePeer } = {};
  const loopback = await serveLoopback(async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method === "POST" && pathname.endsWith("/inbox")) {
      note(received, JSON.parse(await request.text()));
      return new Response(null, { status: 202 });
    }
    return known.peer?.answer(request);
  });
  const { host, origin } = new URL(loopback.namedOrigin);
  const id = `${origin}/users/friend`;
  const plain = await fakePeer({ host });
  const [key] = plain.actor.publicKeys;
  const peer = await fakePeer({
    host,
    pair: plain.pair,
    actor: {
      id,
      url: `${origin}/@friend`,
      inbox: `${id}/inbox`,
      sharedInbox: `${origin}/inbox`,
      outbox: `${id}/outbox`,
      followers: `${id}/followers`,
      following: `${id}/following`,
      publicKeys: [{ id: `${id}#main-key`, pem: key?.pem ?? plain.pair.publicPem }],
    },
  });
  known.peer = peer;
  return {
    actor: id,
    received,
    send: (inbox, activity) =>
      fetch(peer.post(inbox, activity, new Date()), { signal: AbortSignal.timeout(20_000) }),
    close: () => loopback.close(),
  };
}

function note(received: Map<string, number>, activity: unknown): void {
  if (at(activity, "type") !== "Create") return;
  const id = at(activity, "object", "id") ?? at(activity, "object");
  if (typeof id === "string") received.set(id, (received.get(id) ?? 0) + 1);
}
