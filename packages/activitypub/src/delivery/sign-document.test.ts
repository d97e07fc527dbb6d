import { beforeAll, describe, expect, it } from "vitest";
import { withContext } from "../jsonld/with-context.ts";
import { generateEd25519KeyPair } from "../keys/ed25519.ts";
import type { JsonObject } from "../objects/reference.ts";
import { PUBLIC } from "../objects/reference.ts";
import { createDocumentProver } from "../signatures/prove-document.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { fakeClock } from "../testing/clock.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { createSignDocument } from "./sign-document.ts";

const clock = fakeClock();

let ana: FakePeer;
beforeAll(async () => {
  ana = await fakePeer({
    host: "ours.example",
    username: "ana",
    assertionPair: await generateEd25519KeyPair(),
  });
});

/** What is posted of an activity, parsed; and how often a key was asked for. */
async function send(activity: JsonObject, onlyDeletions = false): Promise<JsonObject> {
  const keys = { signingKey: async () => ana.key, assertionKey: async () => ana.assertionKey };
  const sign = createSignDocument({ keys, now: clock.now, onlyDeletions });
  const body = JSON.stringify(
    withContext({ actor: ana.actor.id, id: `${ana.actor.id}/1`, to: [PUBLIC], ...activity }),
  );
  const text = await sign({ body, sender: ana.actor.id });
  const json: unknown = JSON.parse(text);
  return json as JsonObject; // an activity is an object
}

async function signs(activity: JsonObject, onlyDeletions = false): Promise<string> {
  const json = await send(activity, onlyDeletions);
  return ["signature", "proof"].filter((name) => name in json).join(" and ");
}

const note = { id: "https://ours.example/n", type: "Note", content: "Hello", to: [PUBLIC] };
const person = withContext({
  id: "https://ours.example/users/ana",
  type: "Person",
  preferredUsername: "ana",
});

describe("what goes out", () => {
  it.each<[string, JsonObject]>([
    ["a post", { type: "Create", object: note }],
    ["an unlisted post", { type: "Create", object: note, to: ["https://ours.example/f"], cc: [PUBLIC] }],
    ["an edit", { type: "Update", object: note }],
    ["a profile", { type: "Update", object: person }],
    ["a boost", { type: "Announce", object: "https://there.example/1" }],
    ["a boost taken back", { type: "Undo", object: { type: "Announce", id: "https://ours.example/b" } }],
  ])("F-094 F-097 %s carries a signature, and a proof that was made before it", async (_, activity) => {
    const json = await send(activity);
    expect(Object.keys(json).slice(-2)).toEqual(["proof", "signature"]);
    const prover = createDocumentProver({ keys: knownKeys(ana), now: clock.now });
    expect(await prover.prove(json, ana.actor.id)).toEqual({ ok: true, value: true });
    expect(await prover.proveSignature(json, ana.actor.id)).toEqual({ ok: true, value: true });
  });

  it("F-094 an answer carries the signature alone, since Mastodon passes on no answer with a proof", async () => {
    const answer = { ...note, inReplyTo: "https://there.example/1" };
    expect(await signs({ type: "Create", object: answer })).toBe("signature");
    expect(await signs({ type: "Delete", object: note.id })).toBe("signature");
  });

  it.each<[string, JsonObject]>([
    [
      "a post for followers",
      { type: "Create", object: note, to: ["https://ours.example/users/ana/followers"] },
    ],
    ["a direct message", { type: "Create", object: note, to: ["https://there.example/b"] }],
    ["the end of such a one", { type: "Delete", object: note.id, to: [] }],
    ["Follow", { type: "Follow", object: "https://there.example/b", to: [] }],
    ["Accept", { type: "Accept", object: "https://there.example/f", to: [PUBLIC] }],
    ["Like", { type: "Like", object: "https://there.example/1", to: [PUBLIC] }],
    ["Block", { type: "Block", object: "https://there.example/b" }],
    ["Flag", { type: "Flag", object: ["https://there.example/1"] }],
    [
      "a vote",
      {
        type: "Create",
        object: { type: "Note", name: "Yes", inReplyTo: "https://there.example/1" },
        to: ["https://there.example/b"],
      },
    ],
    ["a like taken back", { type: "Undo", object: { type: "Like", id: "https://ours.example/l" } }],
  ])("F-095 %s carries neither", async (_, activity) => {
    expect(await signs(activity)).toBe("");
  });

  it("F-094 F-096 where readers have to sign, only deletions are signed", async () => {
    expect(await signs({ type: "Create", object: note }, true)).toBe("");
    expect(await signs({ type: "Update", object: person }, true)).toBe("");
    expect(await signs({ type: "Announce", object: "https://there.example/1" }, true)).toBe("");
    expect(await signs({ type: "Delete", object: { type: "Tombstone", id: note.id } }, true)).toBe(
      "signature",
    );
    expect(await signs({ type: "Delete", object: ana.actor.id }, true)).toBe("signature");
  });

  it("what somebody else has said is passed on as it is", async () => {
    const foreign = {
      type: "Create",
      actor: "https://there.example/b",
      object: note,
      signature: { type: "x" },
    };
    expect(await send(foreign)).toMatchObject(foreign);
    expect(await signs({ ...foreign, signature: undefined })).toBe("");
  });

  it("one that has no canonical form goes out as it is", async () => {
    expect(await signs({ type: "Create", object: note, "@context": "https://evil.example/" })).toBe("");
  });

  it("a signature is made once for many inboxes, and anew after an hour", async () => {
    let count = 0;
    const signingKey = async (): Promise<FakePeer["key"]> => {
      count += 1;
      return ana.key;
    };
    const sign = createSignDocument({ keys: { signingKey }, now: clock.now, onlyDeletions: false });
    const body = JSON.stringify(
      withContext({ type: "Announce", actor: ana.actor.id, to: [PUBLIC], id: "https://ours.example/1" }),
    );
    const texts = await Promise.all([1, 2, 3].map(() => sign({ body, sender: ana.actor.id })));
    expect([new Set(texts).size, count]).toEqual([1, 1]);
    clock.pass(3_600_000);
    await sign({ body, sender: ana.actor.id });
    expect(count).toBe(2);
  });
});
