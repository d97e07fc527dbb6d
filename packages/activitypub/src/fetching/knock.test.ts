import { beforeAll, describe, expect, it } from "vitest";
import { readRequest } from "../signatures/request.ts";
import { signBy } from "../signatures/schemes.ts";
import { createVerifier } from "../signatures/verify.ts";
import { fakeClient } from "../testing/fake-client.ts";
import { fakeClock } from "../testing/clock.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import type { Cache } from "../ports.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import { createKnock } from "./knock.ts";

const ORIGIN = "https://strict.example";
const BODY = '{"type":"Create"}';
const clock = fakeClock();

let asker: FakePeer;
beforeAll(async () => {
  asker = await fakePeer();
});

/** What of a request tells its way of being signed. */
const schemeOf = ({ headers }: Request): string => {
  if (headers.has("signature-input")) return "rfc9421";
  return headers.has("signature") ? "draft-cavage" : "none";
};

/** Asks a server that answers as it is told, and lists the ways that were tried. */
function world(
  statusOf: (request: Request, index: number) => number | Promise<number>,
  { cache, headers = {} }: { readonly cache?: Cache; readonly headers?: Record<string, string> } = {},
) {
  const tried: string[] = [];
  const client = fakeClient(async (request) => {
    const status = await statusOf(request, tried.push(schemeOf(request)) - 1);
    return new Response(null, { status, headers: status === 401 ? headers : {} });
  });
  const knock = createKnock({
    client,
    cache,
    signAs:
      (key, scheme = "draft-cavage", wanted) =>
      (hop) =>
        signBy[scheme](hop, key, { now: clock.now(), wanted }),
  });
  const ask = async (path: string, key = asker.key): Promise<number | undefined> => {
    const answer = await knock.get({ url: ORIGIN + path, accept: "*/*" }, key);
    return answer.ok ? answer.value.status : undefined;
  };
  const post = async (path: string): Promise<number | undefined> => {
    const letter = { url: ORIGIN + path, contentType: "application/activity+json", body: BODY };
    const answer = await knock.post(letter, asker.key);
    return answer.ok ? answer.value.status : undefined;
  };
  return { ask, post, tried, knock };
}

/** Whether a request, as one to this address, is found to be ours. */
async function isOurs(request: Request, url = request.url): Promise<boolean> {
  const verifier = createVerifier({ keys: knownKeys(asker), origin: ORIGIN, now: clock.now });
  const body = await request.text();
  const read = await readRequest(new Request(url, { method: "POST", headers: request.headers, body }));
  return read.ok && (await verifier.verify(read.value)).ok;
}

describe("asking a server that refuses how we sign", () => {
  it.each([400, 401])(
    "F-065 a %i is asked again by RFC 9421, and what was good comes first next time",
    async (status) => {
      const { ask, tried } = world((request) => (schemeOf(request) === "rfc9421" ? 200 : status));
      expect(await ask("/1")).toBe(200);
      expect(await ask("/2")).toBe(200);
      expect(tried).toEqual(["draft-cavage", "rfc9421", "rfc9421"]);
    },
  );

  it("F-064 what has a query is first asked again as if it had none", async () => {
    const verifier = createVerifier({ keys: knownKeys(asker), origin: ORIGIN, now: clock.now });
    const { ask, tried } = world(async (request) => {
      const bare = await readRequest(new Request(`${ORIGIN}/1`, { headers: request.headers }));
      return bare.ok && (await verifier.verify(bare.value)).ok ? 200 : 401;
    });
    expect(await ask("/1?page=true")).toBe(200);
    expect(tried).toEqual(["draft-cavage", "draft-cavage"]);
  });

  it.each([403, 404, 410, 500])("F-066 a %i is an answer, and teaches nothing", async (status) => {
    const { ask, tried } = world((_, index) => [401, status, 200][index] ?? 200);
    expect(await ask("/1")).toBe(status);
    expect(await ask("/2")).toBe(200);
    expect(tried).toEqual(["draft-cavage", "rfc9421", "draft-cavage"]);
  });

  it("one that refuses every way is asked no more, and without a key nothing is signed", async () => {
    const { ask, tried, knock } = world(() => 401);
    expect(await ask("/1?a=b")).toBe(401);
    await knock.get({ url: `${ORIGIN}/1`, accept: "*/*" }, undefined);
    expect(tried).toEqual(["draft-cavage", "draft-cavage", "rfc9421", "none"]);
  });
});

describe("posting to a server that refuses how we sign", () => {
  it("F-065 T8: the older draft comes first, the standard after a 401, and first from then on", async () => {
    const { post, tried } = world(async (request) =>
      schemeOf(request) === "rfc9421" && (await isOurs(request)) ? 202 : 401,
    );
    expect([await post("/inbox"), await post("/users/bob/inbox")]).toEqual([202, 202]);
    expect(tried).toEqual(["draft-cavage", "rfc9421", "rfc9421"]);
  });

  it("F-064: an inbox with a query is posted to as it is, and after a 401 as if it had none", async () => {
    const { post, tried } = world(async (request) =>
      (await isOurs(request, `${ORIGIN}/inbox`)) ? 202 : 401,
    );
    expect(await post("/inbox?shared=1")).toBe(202);
    expect(tried).toEqual(["draft-cavage", "draft-cavage"]);
    const whole = world(async (request) => ((await isOurs(request)) ? 202 : 401));
    expect(await whole.post("/inbox?shared=1")).toBe(202);
    expect(whole.tried).toEqual(["draft-cavage"]);
  });

  it("F-065: what one process has learned, another knows", async () => {
    const { cache } = memoryPorts();
    const statusOf = (request: Request): number => (schemeOf(request) === "rfc9421" ? 202 : 401);
    await world(statusOf, { cache }).post("/inbox");
    const other = world(statusOf, { cache });
    expect(await other.post("/inbox")).toBe(202);
    expect(other.tried).toEqual(["rfc9421"]);
  });

  it("F-065: a server that changes its mind is found out, and the others are told", async () => {
    const { cache } = memoryPorts();
    await world((request) => (schemeOf(request) === "rfc9421" ? 202 : 401), { cache }).post("/inbox");
    const now = world((request) => (schemeOf(request) === "rfc9421" ? 401 : 202), { cache });
    expect(await now.post("/inbox")).toBe(202);
    expect(now.tried).toEqual(["rfc9421", "draft-cavage"]);
    const later = world(() => 202, { cache });
    await later.post("/inbox");
    expect(later.tried).toEqual(["draft-cavage"]);
  });

  it.each([404, 410, 500, 503])(
    "F-066 T8: a %i knocks no second time, and overwrites nothing that is known",
    async (status) => {
      const { cache } = memoryPorts();
      const { post, tried } = world((_, index) => [401, 202, status, 202][index] ?? 202, { cache });
      expect([await post("/inbox"), await post("/inbox"), await post("/inbox")]).toEqual([202, status, 202]);
      expect(tried).toEqual(["draft-cavage", "rfc9421", "rfc9421", "rfc9421"]);
      expect(await cache.get(`activitypub:scheme:${ORIGIN}`)).toBe("rfc9421");
    },
  );

  it("F-065: a server that says what it wants signed gets just that", async () => {
    const wish = 'in=("@method" "@authority" "@path" "content-digest" "content-type");created;nonce="n1"';
    const inputs: (string | null)[] = [];
    const { post, tried } = world(
      async (request) => {
        inputs.push(request.headers.get("signature-input"));
        return inputs.length > 1 && (await isOurs(request)) ? 202 : 401;
      },
      { headers: { "accept-signature": wish } },
    );
    expect(await post("/inbox?a=b")).toBe(202);
    expect(tried).toEqual(["draft-cavage", "rfc9421"]);
    const created = clock.now().getTime() / 1000;
    expect(inputs[1]).toBe(
      `in=("@method" "@authority" "@path" "content-digest" "content-type");created=${created};keyid="${asker.key.keyId}";nonce="n1"`,
    );
  });

  it("a wish that no RSA key can meet is left aside", async () => {
    const { post, tried } = world((request) => (schemeOf(request) === "rfc9421" ? 202 : 401), {
      headers: { "accept-signature": 'sig1=("@method");alg="ed25519"' },
    });
    expect(await post("/inbox")).toBe(202);
    expect(tried).toEqual(["draft-cavage", "rfc9421"]);
  });
});

it("F-058 what is signed by RFC 9421 is read back as ours, for this address and no other", async () => {
  const verifier = createVerifier({ keys: knownKeys(asker), origin: ORIGIN, now: clock.now });
  const url = `${ORIGIN}/users/ana?page=true`;
  const headers = await signBy.rfc9421({ method: "GET", url, headers: {} }, asker.key, { now: clock.now() });
  const verify = async (target: string): Promise<string> => {
    const request = await readRequest(new Request(target, { headers }));
    const verdict = request.ok ? await verifier.verify(request.value) : request;
    return verdict.ok ? verdict.value : verdict.reason;
  };
  expect(await verify(url)).toBe(asker.actor.id);
  expect(await verify(`${ORIGIN}/users/ana`)).toBe("wrong-signature");
});
