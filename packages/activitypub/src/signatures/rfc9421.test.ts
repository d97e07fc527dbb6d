import { hash, sign } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { generateEd25519KeyPair } from "../keys/ed25519.ts";
import { fakeClock } from "../testing/clock.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { readRequest } from "./request.ts";
import { createVerifier } from "./verify.ts";
import type { Verifier } from "./verify.ts";

const ORIGIN = "https://ours.example";
const BODY = '{"type":"Like"}';

const clock = fakeClock();
const SECONDS = clock.now().getTime() / 1000;

let peer: FakePeer;
let verifier: Verifier;
beforeAll(async () => {
  peer = await fakePeer({ assertionPair: await generateEd25519KeyPair() });
  verifier = createVerifier({ keys: knownKeys(peer), origin: ORIGIN, now: clock.now });
});

async function verify(request: Request): Promise<string> {
  const read = await readRequest(request);
  const verdict = read.ok ? await verifier.verify(read.value) : read;
  return verdict.ok ? verdict.value : verdict.reason;
}

const contentDigest = (body: string): string => `sha-256=:${hash("sha256", body, "base64")}:`;

interface Handmade {
  readonly method?: "GET" | "POST";
  readonly names?: readonly string[];
  readonly parameters?: string;
  readonly headers?: Record<string, string>;
  readonly values?: Record<string, string>;
  /** Put before the list of signatures. */
  readonly before?: string;
  readonly body?: string;
  /** By the key for proofs, and not by the one for requests. */
  readonly isEd25519?: boolean;
}

const POST = ["@method", "@target-uri", "content-digest"];

/** A signature made line by line, so that it may be wrong in any way. */
function handmade({
  method = "POST",
  names = POST,
  parameters,
  headers = {},
  values = {},
  before = "",
  body = BODY,
  isEd25519 = false,
}: Handmade): Request {
  const all: Record<string, string> = { "content-digest": contentDigest(BODY), ...headers };
  const special: Record<string, string> = {
    "@method": method,
    "@target-uri": `${ORIGIN}/inbox?a=b`,
    "@authority": "ours.example",
    "@path": "/inbox",
    "@query": "?a=b",
    ...values,
  };
  const key = isEd25519 && peer.assertionKey !== undefined ? peer.assertionKey : peer.key;
  const given = parameters ?? `;created=${SECONDS};keyid="${key.keyId}"`;
  const input = `(${names.map((name) => `"${name}"`).join(" ")})${given}`;
  const lines = names.map((name) => `"${name}": ${special[name] ?? all[name]}`);
  const text = [...lines, `"@signature-params": ${input}`].join("\n");
  const hashName = isEd25519 ? null : "sha256";
  const signature = sign(hashName, Buffer.from(text), key.privateKey).toString("base64");
  return new Request(`${ORIGIN}/inbox?a=b`, {
    method,
    headers: { ...all, "signature-input": `${before}sig1=${input}`, signature: `sig1=:${signature}:` },
    body: method === "GET" ? null : body,
  });
}

describe("what is accepted", () => {
  it("F-058 a POST and a GET that cover method and target", async () => {
    expect(await verify(handmade({}))).toBe(peer.actor.id);
    expect(await verify(handmade({ method: "GET", names: ["@method", "@target-uri"] }))).toBe(peer.actor.id);
  });

  it("S-010 host and path in the place of the target", async () => {
    expect(
      await verify(handmade({ names: ["@method", "@authority", "@path", "@query", "content-digest"] })),
    ).toBe(peer.actor.id);
  });

  it("F-061 an Ed25519 key, with and without the name of its algorithm", async () => {
    expect(await verify(handmade({ isEd25519: true }))).toBe(peer.actor.id);
    const parameters = `;created=${SECONDS};keyid="${peer.actor.id}#ed25519-key";alg="ed25519"`;
    expect(await verify(handmade({ isEd25519: true, parameters }))).toBe(peer.actor.id);
  });

  it("S-012 an algorithm that is named counts only if it is the key's own", async () => {
    const rsa = `;created=${SECONDS};keyid="${peer.actor.id}#ed25519-key";alg="rsa-v1_5-sha256"`;
    expect(await verify(handmade({ isEd25519: true, parameters: rsa }))).toBe("wrong-signature");
    const other = `;created=${SECONDS};keyid="${peer.key.keyId}";alg="ed25519"`;
    expect(await verify(handmade({ parameters: other }))).toBe("wrong-signature");
  });

  it("the algorithm by its name, and other parameters", async () => {
    const parameters = `;created=${SECONDS};keyid="${peer.key.keyId}";alg="rsa-v1_5-sha256";nonce="x";tag="y"`;
    expect(await verify(handmade({ parameters }))).toBe(peer.actor.id);
  });
});

describe("what is refused", () => {
  it.each([
    ["F-059 one that does not cover the method", { names: ["@target-uri", "content-digest"] }, "not-covered"],
    [
      "F-059 one that does not cover the target",
      { names: ["@method", "@authority", "content-digest"] },
      "not-covered",
    ],
    ["F-059 S-009 one that does not cover the digest", { names: ["@method", "@target-uri"] }, "not-covered"],
    ["one that covers what is not there", { names: [...POST, "x-none"] }, "not-covered"],
    ["one that covers what is not understood", { names: [...POST, "@status"] }, "not-covered"],
    ["one that covers the same twice", { names: [...POST, "@method"] }, "malformed-signature"],
    ["F-058 one without a key", { parameters: `;created=${SECONDS}` }, "malformed-signature"],
    [
      "F-058 one without its time",
      { parameters: ';keyid="https://peer.example/users/friend#main-key"' },
      "malformed-signature",
    ],
    [
      "S-012 one by an unknown algorithm",
      { parameters: `;created=${SECONDS};keyid="k";alg="hmac-sha256"` },
      "unknown-algorithm",
    ],
    [
      "S-012 a parameter that comes twice",
      { parameters: `;created=${SECONDS};created=1;keyid="k"` },
      "malformed-signature",
    ],
    ["S-012 three signatures", { before: 'a=("@method"),b=("@path"),' }, "malformed-signature"],
    ["S-011 an old one", { parameters: `;created=${SECONDS - 66 * 60};keyid="k"` }, "expired"],
    [
      "S-011 one that says that it is over",
      { parameters: `;created=${SECONDS - 7200};expires=${SECONDS - 3601};keyid="k"` },
      "expired",
    ],
    [
      "S-010 one for another server",
      { values: { "@target-uri": "https://theirs.example/inbox?a=b" } },
      "wrong-signature",
    ],
    ["one for another method", { values: { "@method": "PUT" } }, "wrong-signature"],
    ["S-009 another body", { body: "{}" }, "wrong-digest"],
    ["F-060 a digest that cannot be read", { headers: { "content-digest": "sha-256=AAAA" } }, "malformed"],
  ] as const)("%s", async (_, change, reason) => {
    expect(await verify(handmade(change))).toBe(reason);
  });

  it("a signature without its list, and a list that cannot be read", async () => {
    const request = (input: string, signature: string): Request =>
      new Request(`${ORIGIN}/inbox`, {
        method: "POST",
        headers: { "signature-input": input, signature },
        body: BODY,
      });
    expect(await verify(request('sig1=("@method");created=1', "sig2=:AAAA:"))).toBe("malformed-signature");
    expect(await verify(request('sig1=("@method"', "sig1=:AAAA:"))).toBe("malformed-signature");
    expect(await verify(request('sig1=("@method";req);created=1', "sig1=:AAAA:"))).toBe(
      "malformed-signature",
    );
  });
});
