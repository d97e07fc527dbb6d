import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import type { SigningKey } from "../ports.ts";
import { accept, refuse } from "../verdict.ts";
import type { FetchDocument, FetchReason } from "./documents.ts";
import { signWhenRefused } from "./sign-when-refused.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const instance: SigningKey = { keyId: "https://ours.example/actor#main-key", privateKey };
const ana: SigningKey = { keyId: "https://ours.example/users/ana#main-key", privateKey };

function world(reason: FetchReason): { fetch: FetchDocument; askers: (string | undefined)[] } {
  const askers: (string | undefined)[] = [];
  const fetch: FetchDocument = async (_, { as } = {}) => {
    askers.push(as?.keyId);
    return as === undefined ? refuse(reason) : accept({});
  };
  return { fetch, askers };
}

it("says who asks only where nobody in particular is told nothing", async () => {
  const { fetch, askers } = world("not-found");
  expect(await signWhenRefused(fetch, async () => instance)("https://peer.example/1")).toEqual({
    ok: true,
    value: {},
  });
  expect(askers).toEqual([undefined, instance.keyId]);
});

it("asks once where the answer is another one, or there is no name to give", async () => {
  const [gone, hidden] = [world("gone"), world("not-found")];
  await signWhenRefused(gone.fetch, async () => instance)("https://peer.example/1");
  await signWhenRefused(hidden.fetch, async () => undefined)("https://peer.example/1");
  expect([gone.askers, hidden.askers]).toEqual([[undefined], [undefined]]);
});

it("keeps to the actor that it was told to ask for", async () => {
  const { fetch, askers } = world("not-found");
  await signWhenRefused(fetch, async () => instance)("https://peer.example/1", { as: ana });
  expect(askers).toEqual([ana.keyId]);
});
