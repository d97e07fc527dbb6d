import { createPrivateKey } from "node:crypto";
import {
  getDocumentLoader,
  signRequest as signByFedify,
  verifyRequest as verifyByFedify,
} from "@fedify/fedify";
import { beforeAll, expect, it } from "vitest";
import { withContext } from "../jsonld/with-context.ts";
import { writeActor } from "../objects/actor-writing.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { readRequest } from "./request.ts";
import { signRequestAsync } from "./sign-request.ts";
import { createVerifier } from "./verify.ts";

const INBOX = "https://ours.example/inbox";
const BODY = '{"type":"Like"}';

let peer: FakePeer;
beforeAll(async () => {
  peer = await fakePeer();
});

async function verify(request: Request): Promise<unknown> {
  const verifier = createVerifier({
    keys: knownKeys(peer),
    origin: "https://ours.example",
    now: () => new Date(),
  });
  const read = await readRequest(request);
  return read.ok ? verifier.verify(read.value) : read;
}

it.each(["rfc9421", "draft-cavage-http-signatures-12"] as const)(
  "what Fedify signs by %s is accepted",
  async (spec) => {
    const der = createPrivateKey(peer.pair.privatePem).export({ type: "pkcs8", format: "der" });
    const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("pkcs8", der, rsa, true, ["sign"]);
    const request = new Request(INBOX, {
      method: "POST",
      headers: { "content-type": "application/activity+json" },
      body: BODY,
    });
    const signed = await signByFedify(request, key, new URL(peer.key.keyId), { spec });
    expect(await verify(signed)).toEqual({ ok: true, value: peer.actor.id });
  },
);

it.each(["GET", "POST"] as const)("F-063 what we sign of a %s is accepted by Fedify", async (method) => {
  const body = method === "GET" ? {} : { body: BODY };
  const headers = await signRequestAsync({ method, url: INBOX, headers: {}, ...body }, peer.key, new Date());
  const document = withContext(writeActor(peer.actor));
  const key = await verifyByFedify(new Request(INBOX, { method, headers, ...body }), {
    documentLoader: async (url) => ({ document, documentUrl: url, contextUrl: null }),
    contextLoader: getDocumentLoader(),
  });
  expect(key?.id?.href).toBe(peer.key.keyId);
});
