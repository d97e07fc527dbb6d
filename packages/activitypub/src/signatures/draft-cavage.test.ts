import { createPrivateKey, sign } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { generateEd25519KeyPair } from "../keys/ed25519.ts";
import { fakeClock } from "../testing/clock.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { writeDigest } from "./digest.ts";
import { readRequest } from "./request.ts";
import { signRequest } from "./sign-request.ts";
import { createVerifier } from "./verify.ts";
import type { Verifier } from "./verify.ts";

const ORIGIN = "https://ours.example";
const INBOX = `${ORIGIN}/inbox`;
const BODY = '{"type":"Like"}';
const MINUTE = 60_000;

const clock = fakeClock();

let peer: FakePeer;
let verifier: Verifier;
beforeAll(async () => {
  peer = await fakePeer();
  verifier = createVerifier({ keys: knownKeys(peer), origin: ORIGIN, now: clock.now });
});

/** Who signed it, or why that is not proved. */
async function verify(request: Request): Promise<string> {
  const read = await readRequest(request);
  if (!read.ok) return read.reason;
  const verdict = await verifier.verify(read.value);
  return verdict.ok ? verdict.value : verdict.reason;
}

/** A request with one thing about it changed after it was signed. */
function altered(
  request: Request,
  change: {
    readonly url?: string;
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  },
): Request {
  const headers = { ...Object.fromEntries(request.headers), ...change.headers };
  const method = change.method ?? request.method;
  return new Request(change.url ?? request.url, {
    method,
    headers,
    body: method === "GET" ? null : (change.body ?? BODY),
  });
}

interface Handmade {
  readonly method?: "GET" | "POST";
  readonly path?: string;
  readonly signedPath?: string;
  readonly names?: string;
  readonly headers?: Record<string, string>;
  readonly parameters?: string;
}

/** A signature of the older draft, made line by line, so that it may be wrong in any way. */
function handmade({
  method = "POST",
  path = "/inbox",
  signedPath = path,
  names,
  headers = {},
  parameters = 'algorithm="rsa-sha256"',
}: Handmade): Request {
  const covered = names ?? "(request-target) host date digest";
  const all: Record<string, string> = {
    host: "ours.example",
    date: clock.now().toUTCString(),
    digest: writeDigest(BODY),
    ...headers,
  };
  const created = /created=(\d+)/.exec(parameters)?.[1];
  const expires = /expires=(\d+)/.exec(parameters)?.[1];
  const special: Record<string, string | undefined> = {
    "(request-target)": `${method.toLowerCase()} ${signedPath}`,
    "(created)": created,
    "(expires)": expires,
  };
  const text = covered
    .split(" ")
    .map((name) => `${name}: ${special[name] ?? all[name]}`)
    .join("\n");
  const signature = sign("sha256", Buffer.from(text), peer.key.privateKey).toString("base64");
  const header = `keyId="${peer.key.keyId}",${parameters},headers="${covered}",signature="${signature}"`;
  return new Request(ORIGIN + path, {
    method,
    headers: { ...all, signature: header },
    body: method === "GET" ? null : BODY,
  });
}

describe("the older draft", () => {
  it("F-050 a signed POST and a signed GET are their signer's", async () => {
    expect(await verify(peer.post(INBOX, BODY, clock.now()))).toBe(peer.actor.id);
    expect(await verify(peer.get(`${ORIGIN}/users/ana`, clock.now()))).toBe(peer.actor.id);
  });

  it("a request without a signature is that", async () => {
    expect(await verify(new Request(INBOX, { method: "POST", body: BODY }))).toBe("unsigned");
  });

  it("F-051 hs2019 with its times is accepted, and with rsa-sha256 they are refused", async () => {
    const seconds = clock.now().getTime() / 1000;
    const names = "(request-target) (created) (expires) host digest";
    const times = `created=${seconds},expires=${seconds + 60}`;
    expect(await verify(handmade({ names, parameters: `algorithm="hs2019",${times}` }))).toBe(peer.actor.id);
    expect(await verify(handmade({ names, parameters: `algorithm="rsa-sha256",${times}` }))).toBe(
      "malformed-signature",
    );
  });

  it.each([
    ["S-012 an unknown algorithm", { parameters: 'algorithm="hmac-sha256"' }, "unknown-algorithm"],
    [
      "S-012 F-052 a parameter that comes twice",
      { parameters: 'algorithm="hs2019",keyId="https://peer.example/other"' },
      "malformed-signature",
    ],
    ["F-052 one that does not cover the target", { names: "host date digest" }, "not-covered"],
    [
      "F-053 S-010 one that does not cover the host",
      { names: "(request-target) date digest" },
      "not-covered",
    ],
    [
      "F-053 S-009 one that does not cover the digest",
      { names: "(request-target) host date" },
      "not-covered",
    ],
    ["S-011 one that does not cover the time", { names: "(request-target) host digest" }, "not-covered"],
    [
      "one that covers a header twice",
      { names: "(request-target) host date date digest" },
      "malformed-signature",
    ],
    [
      "one that covers what is not there",
      { names: "(request-target) host date digest x-none" },
      "not-covered",
    ],
  ] as const)("%s is refused", async (_, change, reason) => {
    expect(await verify(handmade(change))).toBe(reason);
  });

  it("F-053 a GET that does not cover the host is refused", async () => {
    expect(await verify(handmade({ method: "GET", names: "(request-target) date" }))).toBe("not-covered");
  });

  it("F-054 the target counts with its query and also without, and otherwise not", async () => {
    const path = "/users/ana/outbox?page=true";
    const get = { method: "GET", path, names: "(request-target) host date" } as const;
    expect(await verify(handmade(get))).toBe(peer.actor.id);
    expect(await verify(handmade({ ...get, signedPath: "/users/ana/outbox" }))).toBe(peer.actor.id);
    expect(await verify(handmade({ ...get, signedPath: "/users/ana/outbox?page=2" }))).toBe(
      "wrong-signature",
    );
    expect(await verify(handmade({ ...get, signedPath: "/users/ben/outbox?page=true" }))).toBe(
      "wrong-signature",
    );
  });

  it("F-054 another path or method is refused", async () => {
    const request = peer.post(INBOX, BODY, clock.now());
    expect(await verify(altered(request, { url: `${ORIGIN}/users/ana/inbox` }))).toBe("wrong-signature");
    expect(await verify(altered(peer.post(INBOX, BODY, clock.now()), { method: "PUT" }))).toBe(
      "wrong-signature",
    );
  });

  it("S-010 a request that was signed for another server is refused", async () => {
    const elsewhere = peer.post("https://theirs.example/inbox", BODY, clock.now());
    expect(await verify(altered(elsewhere, { url: INBOX }))).toBe("wrong-host");
    const pretending = peer.post("https://theirs.example/inbox", BODY, clock.now());
    expect(await verify(altered(pretending, { url: INBOX, headers: { host: "ours.example" } }))).toBe(
      "wrong-signature",
    );
  });

  it.each([
    [-64, true],
    [-66, false],
    [59, true],
    [61, false],
  ])("F-055 a date %i minutes from now is accepted: %s", async (minutes, isAccepted) => {
    const then = new Date(clock.now().getTime() + minutes * MINUTE);
    expect(await verify(peer.post(INBOX, BODY, then))).toBe(isAccepted ? peer.actor.id : "expired");
  });

  it.each([
    [12.9, 24, true],
    [13.1, 24, false],
    [3, 1, false],
  ])("F-056 made %d hours ago to count for %d hours is accepted: %s", async (ago, lifetime, isAccepted) => {
    const created = clock.now().getTime() / 1000 - ago * 3600;
    const parameters = `algorithm="hs2019",created=${created},expires=${created + lifetime * 3600}`;
    const request = handmade({ names: "(request-target) (created) (expires) host digest", parameters });
    expect(await verify(request)).toBe(isAccepted ? peer.actor.id : "expired");
  });

  it("S-009 a body that does not match its digest is refused", async () => {
    expect(await verify(altered(peer.post(INBOX, BODY, clock.now()), { body: "{}" }))).toBe("wrong-digest");
  });

  it.each([
    ["SHA-512=AAAA", "unknown-digest"],
    ["SHA-256=AAAA", "short-digest"],
    ["SHA-256=*", "malformed-digest"],
    ["sha-256=", "malformed-digest"],
  ])("F-057 the digest %s is refused as %s", async (digest, reason) => {
    expect(await verify(handmade({ headers: { digest } }))).toBe(reason);
  });

  it("F-057 SHA-256 among others is found, in any case", async () => {
    expect(
      await verify(
        handmade({ headers: { digest: `sha-512=AAAA,${writeDigest(BODY).replace("SHA", "sha")}` } }),
      ),
    ).toBe(peer.actor.id);
  });

  it("S-012 a header over 8 KiB is refused", async () => {
    expect(await verify(handmade({ parameters: `algorithm="hs2019",opaque="${"x".repeat(8192)}"` }))).toBe(
      "malformed-signature",
    );
  });

  it("S-012 a key that is not RSA is refused, whichever algorithm is named: its place is RFC 9421", async () => {
    const other = await fakePeer({ assertionPair: await generateEd25519KeyPair() });
    const keyId = other.assertionKey?.keyId ?? "";
    const verifies = createVerifier({ keys: knownKeys(other), origin: ORIGIN, now: clock.now });
    const text = (names: string): string =>
      names
        .split(" ")
        .map((name) => `${name}: ${cavageLines[name] ?? ""}`)
        .join("\n");
    const cavageLines: Readonly<Record<string, string>> = {
      "(request-target)": "post /inbox",
      host: "ours.example",
      date: clock.now().toUTCString(),
      digest: writeDigest(BODY),
    };
    const names = "(request-target) host date digest";
    for (const algorithm of ["hs2019", "rsa-sha256"]) {
      const key = other.assertionKey?.privateKey ?? peer.key.privateKey;
      const signature = sign(null, Buffer.from(text(names)), key).toString("base64");
      const { "(request-target)": _target, ...headers } = cavageLines;
      const header = `keyId="${keyId}",algorithm="${algorithm}",headers="${names}",signature="${signature}"`;
      const request = new Request(INBOX, {
        method: "POST",
        headers: { ...headers, signature: header },
        body: BODY,
      });
      const read = await readRequest(request);
      const verdict = read.ok ? await verifies.verify(read.value) : read;
      expect(verdict).toMatchObject({ ok: false, reason: "wrong-signature" });
    }
  });

  it("another key's signature is refused", async () => {
    const stranger = await fakePeer();
    const key = { keyId: peer.key.keyId, privateKey: createPrivateKey(stranger.pair.privatePem) };
    const headers = signRequest({ method: "POST", url: INBOX, headers: {}, body: BODY }, key, clock.now());
    expect(await verify(new Request(INBOX, { method: "POST", headers, body: BODY }))).toBe("wrong-signature");
  });
});
