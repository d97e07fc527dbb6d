import type { Server } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { createFederation, generateRsaKeyPair } from "@trunkline/activitypub";
import type { Federation } from "@trunkline/activitypub";
import { fakePeer, memoryPorts, serveLoopback } from "@trunkline/activitypub/testing";
import type { FakePeer, Loopback, MemoryPorts } from "@trunkline/activitypub/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBot } from "./main.ts";

const loopback = ["127.0.0.0/8"];
let bot: Server;
let botId: string;
let peerHost: Loopback;
let peer: FakePeer;
let federation: Federation;
let ports: MemoryPorts;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  server.close();
  await once(server, "close");
  return port;
}

/** Somebody on another server, which is this library as well, and so proves what it is sent. */
async function joinPeer(origin: string): Promise<void> {
  const { host } = new URL(origin);
  const id = `${origin}/users/friend`;
  const pair = await generateRsaKeyPair();
  const addresses = { id, inbox: `${id}/inbox`, sharedInbox: undefined, url: undefined, outbox: undefined };
  const publicKeys = [{ id: `${id}#main-key`, pem: pair.publicPem }];
  peer = await fakePeer({
    host,
    pair,
    actor: { ...addresses, followers: undefined, following: undefined, publicKeys },
  });
  const local = { actor: peer.actor, handle: `friend@${host}`, aliases: [], profilePage: id };
  const clock = { now: () => new Date(), pass: () => undefined };
  ports = memoryPorts({ actors: [local], clock });
  federation = createFederation(ports, {
    origin,
    handleDomain: host,
    software: { name: "peer", version: "1.0.0", repository: "", homepage: "" },
    node: { name: "", description: "", openRegistrations: false },
    allowedPrivateAddresses: loopback,
  });
}

beforeAll(async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  botId = `${origin}/users/bot`;
  bot = await startBot(origin, port, loopback);
  peerHost = await serveLoopback((request) => federation.handle(request));
  await joinPeer(peerHost.namedOrigin);
});
afterAll(async () => {
  await federation.close();
  await peerHost.close();
  bot.closeAllConnections();
  bot.close();
});

function question(number: number, tag: readonly object[]): string {
  const { id } = peer.actor;
  const object = {
    id: `${id}/notes/${number}`,
    type: "Note",
    attributedTo: id,
    to: [botId],
    content: "<p>Are you there?</p>",
    tag,
  };
  const context = "https://www.w3.org/ns/activitystreams";
  return JSON.stringify({
    "@context": context,
    id: `${object.id}/activity`,
    type: "Create",
    actor: id,
    to: [botId],
    object,
  });
}

const ask = (body: string): Promise<Response> => fetch(peer.post(`${botId}/inbox`, body, new Date()));

it("the bot answers who mentions it, over real connections, and its signature is proved", async () => {
  const response = await ask(question(1, [{ type: "Mention", href: botId, name: "@bot" }]));
  expect(response.status).toBe(202);
  await expect.poll(() => ports.kept.length).toBe(1);
  expect(ports.kept[0]).toMatchObject({ actor: botId, type: "Create", recipient: peer.actor.id });
  const reply = await federation.read(ports.kept[0]?.body ?? "");
  expect(reply).toMatchObject({
    ok: true,
    value: {
      object: {
        attributedTo: botId,
        to: [peer.actor.id],
        inReplyTo: `${peer.actor.id}/notes/1`,
        tags: [{ type: "Mention", href: peer.actor.id }],
      },
    },
  });
  expect(
    reply.ok &&
      reply.value.type === "Create" &&
      typeof reply.value.object !== "string" &&
      reply.value.object.content,
  ).toContain("You called?");
});

it("the bot is found by its handle, and its answer by its address", async () => {
  expect(await federation.resolveHandle(`bot@${new URL(botId).host}`)).toEqual({ ok: true, value: botId });
  expect(await federation.fetchNote(`${botId}/statuses/1`)).toMatchObject({
    ok: true,
    value: { attributedTo: botId },
  });
});

it("the bot does not answer who says nothing to it, nor who is not who it says", async () => {
  expect((await ask(question(2, []))).status).toBe(202);
  expect((await fetch(`${botId}/inbox`, { method: "POST", body: question(3, []) })).status).toBe(401);
  await ask(question(4, [{ type: "Mention", href: botId, name: "@bot" }]));
  await expect.poll(() => ports.kept.length).toBe(2);
  expect(ports.kept[1]?.body).toContain("/notes/4");
});
