import { createPrivateKey } from "node:crypto";
import type { Activity } from "../activities/activity.ts";
import { writeActivity } from "../activities/table.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import { withContext } from "../jsonld/with-context.ts";
import { writeMultikey } from "../keys/ed25519.ts";
import type { Ed25519KeyPair } from "../keys/ed25519.ts";
import { generateRsaKeyPair } from "../keys/rsa.ts";
import type { RsaKeyPair } from "../keys/rsa.ts";
import { writeActor } from "../objects/actor-writing.ts";
import { blankActor } from "../objects/blank.ts";
import type { Actor } from "../objects/actor.ts";
import type { Href } from "../objects/reference.ts";
import type { SigningKey } from "../ports.ts";
import { signRequest } from "../signatures/sign-request.ts";

/** Somebody on another server, who exists in this process alone. */
export interface FakePeer {
  readonly actor: Actor;
  readonly key: SigningKey;
  readonly pair: RsaKeyPair;
  /** The key that proves documents, where it was given one. */
  readonly assertionKey: SigningKey | undefined;
  /** Who the peer says that it is. */
  readonly host: string;
  /** A signed delivery of an activity, or of any text, to an inbox. */
  post(inbox: Href, activity: Activity | string, now: Date): Request;
  /** A signed request for a document. */
  get(url: Href, now: Date): Request;
  /** Answers for the peer's host: its actor, its WebFinger. Everything else is `undefined`. */
  answer(request: Request): Response | undefined;
}

/** Who a peer is. What is left out is made up. */
export interface PeerOptions {
  /** `peer.example` by default. */
  readonly host?: string;
  /** `friend` by default. */
  readonly username?: string;
  /** Takes the place of what the actor would be. */
  readonly actor?: Partial<Actor>;
  /** A key made before: making one takes a while. */
  readonly pair?: RsaKeyPair;
  /** An Ed25519 key, for integrity proofs. None by default. */
  readonly assertionPair?: Ed25519KeyPair;
}

/** Builds a peer with a key of its own. */
export async function fakePeer(options: PeerOptions = {}): Promise<FakePeer> {
  const { host = "peer.example", username = "friend" } = options;
  const pair = options.pair ?? (await generateRsaKeyPair());
  const bare = peerActor(host, username, pair.publicPem);
  const actor: Actor = { ...bare, ...assertionKeysOf(bare.id, options.assertionPair), ...options.actor };
  const key: SigningKey = {
    keyId: actor.publicKeys[0]?.id ?? `${actor.id}#main-key`,
    privateKey: createPrivateKey(pair.privatePem),
  };
  return {
    actor,
    key,
    pair,
    assertionKey:
      options.assertionPair === undefined
        ? undefined
        : {
            keyId: `${bare.id}#ed25519-key`,
            privateKey: createPrivateKey(options.assertionPair.privatePem),
          },
    host,
    post: (inbox, activity, now) => {
      const body = typeof activity === "string" ? activity : writeActivity(activity);
      const request = {
        method: "POST",
        url: inbox,
        headers: { "content-type": ACTIVITY_TYPE },
        body,
      } as const;
      return new Request(inbox, { method: "POST", body, headers: signRequest(request, key, now) });
    },
    get: (url, now) => {
      const request = { method: "GET", url, headers: { accept: ACTIVITY_TYPE } } as const;
      return new Request(url, { headers: signRequest(request, key, now) });
    },
    answer: (request) => answerFor(actor, `${username}@${host}`, request),
  };
}

function assertionKeysOf(actor: Href, pair: Ed25519KeyPair | undefined): Partial<Pick<Actor, "multikeys">> {
  if (pair === undefined) return {};
  return { multikeys: [{ id: `${actor}#ed25519-key`, multibase: writeMultikey(pair.publicPem) }] };
}

function peerActor(host: string, username: string, pem: string): Actor {
  const id = `https://${host}/users/${username}`;
  return {
    ...blankActor,
    id,
    preferredUsername: username,
    name: username,
    summary: "",
    url: `https://${host}/@${username}`,
    inbox: `${id}/inbox`,
    sharedInbox: `https://${host}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    following: `${id}/following`,
    publicKeys: [{ id: `${id}#main-key`, pem }],
    discoverable: true,
    indexable: true,
  };
}

function answerFor(actor: Actor, handle: string, request: Request): Response | undefined {
  const { href, pathname, searchParams } = new URL(request.url);
  if (href === actor.id) {
    const document = JSON.stringify(withContext(writeActor(actor)));
    return new Response(document, { headers: { "content-type": ACTIVITY_TYPE } });
  }
  if (pathname !== "/.well-known/webfinger") return undefined;
  const resource = searchParams.get("resource") ?? "";
  if (![`acct:${handle}`, actor.id].includes(resource)) return undefined;
  const links = [{ rel: "self", type: ACTIVITY_TYPE, href: actor.id }];
  const jrd = JSON.stringify({ subject: `acct:${handle}`, links });
  return new Response(jrd, { headers: { "content-type": "application/jrd+json" } });
}
