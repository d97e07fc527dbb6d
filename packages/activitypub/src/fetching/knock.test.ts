import { beforeAll, describe, expect, it } from "vitest";
import { readRequest } from "../signatures/request.ts";
import { signBy } from "../signatures/schemes.ts";
import { createVerifier } from "../signatures/verify.ts";
import { fakeClient } from "../testing/fake-client.ts";
import { fakeClock } from "../testing/clock.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { createKnock } from "./knock.ts";

const ORIGIN = "https://strict.example";
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
function world(statusOf: (request: Request, index: number) => number | Promise<number>) {
  const tried: string[] = [];
  const client = fakeClient(async (request) => {
    const status = await statusOf(request, tried.push(schemeOf(request)) - 1);
    return new Response(null, { status });
  });
  const knock = createKnock({
    client,
    signAs:
      (key, scheme = "draft-cavage") =>
      (hop) =>
        signBy[scheme](hop, key, clock.now()),
  });
  const ask = async (path: string, key = asker.key): Promise<number | undefined> => {
    const answer = await knock({ url: ORIGIN + path, accept: "*/*" }, key);
    return answer.ok ? answer.value.status : undefined;
  };
  return { ask, tried, knock };
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
    await knock({ url: `${ORIGIN}/1`, accept: "*/*" }, undefined);
    expect(tried).toEqual(["draft-cavage", "draft-cavage", "rfc9421", "none"]);
  });
});

it("F-058 what is signed by RFC 9421 is read back as ours, for this address and no other", async () => {
  const verifier = createVerifier({ keys: knownKeys(asker), origin: ORIGIN, now: clock.now });
  const url = `${ORIGIN}/users/ana?page=true`;
  const headers = await signBy.rfc9421({ method: "GET", url, headers: {} }, asker.key, clock.now());
  const verify = async (target: string): Promise<string> => {
    const request = await readRequest(new Request(target, { headers }));
    const verdict = request.ok ? await verifier.verify(request.value) : request;
    return verdict.ok ? verdict.value : verdict.reason;
  };
  expect(await verify(url)).toBe(asker.actor.id);
  expect(await verify(`${ORIGIN}/users/ana`)).toBe("wrong-signature");
});
