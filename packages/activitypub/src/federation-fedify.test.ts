/** Another implementation at the other end of a real connection: Fedify as its makers ship it. */
import { createFederation as createFedify, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import type { Context, Federation as Fedify, HttpMessageSignaturesSpec } from "@fedify/fedify";
import {
  Create as FedifyCreate,
  Endpoints,
  Note as FedifyNote,
  Person,
  PUBLIC_COLLECTION,
} from "@fedify/vocab";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Create } from "./activities/activity.ts";
import { createFederation } from "./federation.ts";
import type { Federation } from "./federation.ts";
import { blankNote } from "./objects/blank.ts";
import { PUBLIC } from "./objects/reference.ts";
import { fakePeer } from "./testing/fake-peer.ts";
import { serveLoopback } from "./testing/loopback.ts";
import type { Loopback } from "./testing/loopback.ts";
import { memoryPorts } from "./testing/memory-ports.ts";
import type { MemoryPorts } from "./testing/memory-ports.ts";

let theirs: Loopback;
let ours: Loopback;
/** One Fedify, by the scheme in which it signs. */
let fedify: Record<HttpMessageSignaturesSpec, Fedify<void>>;
let federation: Federation;
let lastHeaders: Headers | undefined;
let ports: MemoryPorts;
/** What Fedify's inbox handed to its application, having proved who sent it. */
let received: { readonly actor: string | undefined; readonly content: string | undefined }[];

function createPeer(
  keys: Awaited<ReturnType<typeof generateCryptoKeyPair>>[],
  firstKnock: HttpMessageSignaturesSpec,
): Fedify<void> {
  const peer = createFedify<void>({
    kv: new MemoryKvStore(),
    allowPrivateAddress: true,
    firstKnock,
  });
  peer
    .setActorDispatcher("/users/{identifier}", async (context, identifier) => {
      const [pair] = await context.getActorKeyPairs(identifier);
      return new Person({
        id: context.getActorUri(identifier),
        preferredUsername: identifier,
        inbox: context.getInboxUri(identifier),
        endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
        publicKey: pair?.cryptographicKey ?? null,
      });
    })
    .setKeyPairsDispatcher(() => keys);
  peer.setInboxListeners("/users/{identifier}/inbox", "/inbox").on(FedifyCreate, async (context, create) => {
    const object = await create.getObject(context);
    received.push({ actor: create.actorId?.href, content: object?.content?.toString() });
  });
  return peer;
}

async function createOurs(origin: string): Promise<void> {
  const ana = await fakePeer({ host: new URL(origin).host, username: "ana" });
  const local = JSON.parse(JSON.stringify(ana.actor).replaceAll("https://", "http://"));
  const actor = { ...ana.actor, ...local };
  ports = {
    ...memoryPorts({
      actors: [
        {
          actor,
          handle: `ana@${new URL(origin).host}`,
          aliases: [],
          profilePage: actor.url,
          privatePem: ana.pair.privatePem,
        },
      ],
    }),
    now: () => new Date(),
  };
  federation = createFederation(ports, {
    origin,
    handleDomain: new URL(origin).host,
    software: { name: "trunkline", version: "1.0.0", repository: "", homepage: "" },
    node: { name: "Ours", description: "", openRegistrations: false },
    allowedPrivateAddresses: ["127.0.0.0/8"],
  });
}

beforeAll(async () => {
  const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5")];
  fedify = {
    "draft-cavage-http-signatures-12": createPeer(keys, "draft-cavage-http-signatures-12"),
    rfc9421: createPeer(keys, "rfc9421"),
  };
  theirs = await serveLoopback((request) => fedify.rfc9421.fetch(request, { contextData: undefined }));
  ours = await serveLoopback((request) => {
    if (request.method === "POST") lastHeaders = request.headers;
    return federation.handle(request);
  });
  await createOurs(ours.namedOrigin);
});
beforeEach(() => {
  received = [];
});
afterAll(async () => {
  await federation.close();
  await ours.close();
  await theirs.close();
});

const fedifyContext = (scheme: HttpMessageSignaturesSpec = "rfc9421"): Context<void> =>
  fedify[scheme].createContext(new URL(theirs.namedOrigin), undefined);

it("Fedify proves and understands what we sign and deliver", async () => {
  const ana = `${ours.namedOrigin}/users/ana`;
  const create: Create = {
    type: "Create",
    id: `${ana}/statuses/1/activity`,
    actor: ana,
    to: [PUBLIC],
    cc: [],
    published: new Date(),
    object: {
      ...blankNote,
      id: `${ana}/statuses/1`,
      attributedTo: ana,
      to: [PUBLIC],
      content: "<p>Hello, Fedify.</p>",
      published: new Date(),
    },
  };
  const inbox = `${theirs.namedOrigin}/inbox`;
  ports.enqueue({ id: "1", inbox, sender: ana, activityId: create.id ?? "", body: federation.write(create) });
  await federation.deliverDue();
  expect(ports.settled.map(({ outcome }) => outcome)).toEqual([{ type: "delivered" }]);
  expect(received).toEqual([{ actor: ana, content: "<p>Hello, Fedify.</p>" }]);
});

it("Fedify does not take what we signed with another key", async () => {
  const ana = `${ours.namedOrigin}/users/ana`;
  const stranger = await fakePeer();
  const body = JSON.stringify({
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${ana}/1`,
    type: "Create",
    actor: ana,
  });
  const impostor = { ...stranger, key: { ...stranger.key, keyId: `${ana}#main-key` } };
  const honest = await fakePeer({
    pair: stranger.pair,
    actor: { publicKeys: [{ id: impostor.key.keyId, pem: stranger.pair.publicPem }] },
  });
  const response = await fetch(honest.post(`${theirs.namedOrigin}/inbox`, body, new Date()));
  expect([response.status, received]).toEqual([401, []]);
});

it.each([
  ["draft-cavage-http-signatures-12", "signature"],
  ["rfc9421", "signature-input"],
] as const)("we prove and keep what Fedify signs by %s", async (scheme, header) => {
  const context = fedifyContext(scheme);
  const fred = context.getActorUri("fred");
  const activity = new FedifyCreate({
    id: new URL(`${theirs.namedOrigin}/creates/${scheme}`),
    actor: fred,
    to: PUBLIC_COLLECTION,
    object: new FedifyNote({
      id: new URL(`${theirs.namedOrigin}/notes/1`),
      attribution: fred,
      content: "<p>Hello.</p>",
      to: PUBLIC_COLLECTION,
    }),
  });
  const ana = {
    id: new URL(`${ours.namedOrigin}/users/ana`),
    inboxId: new URL(`${ours.namedOrigin}/users/ana/inbox`),
  };
  await context.sendActivity({ identifier: "fred" }, { ...ana, endpoints: null }, activity);
  expect(lastHeaders?.has(header)).toBe(true);
  expect(ports.kept.slice(-1)).toMatchObject([
    { id: activity.id?.href, actor: fred.href, type: "Create", recipient: ana.id.href },
  ]);
  expect(await federation.read(ports.kept.at(-1)?.body ?? "")).toMatchObject({
    ok: true,
    value: { type: "Create", to: [PUBLIC], object: { content: "<p>Hello.</p>", attributedTo: fred.href } },
  });
});

it("each finds the other's actor by its handle", async () => {
  const fred = `${theirs.namedOrigin}/users/fred`;
  expect(await federation.resolveHandle(`fred@${new URL(theirs.namedOrigin).host}`)).toEqual({
    ok: true,
    value: fred,
  });
  expect(await federation.fetchActor(fred)).toMatchObject({
    ok: true,
    value: { actor: { id: fred, preferredUsername: "fred" } },
  });
  const found = await fedifyContext().lookupObject(`${ours.namedOrigin}/users/ana`);
  expect(found).toBeInstanceOf(Person);
  expect(found?.id?.href).toBe(`${ours.namedOrigin}/users/ana`);
});
