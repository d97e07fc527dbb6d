import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveLoopback } from "../testing/loopback.ts";
import type { Loopback } from "../testing/loopback.ts";
import { createClient } from "./client.ts";
import type { Client, Hop } from "./client.ts";

const MEBIBYTE = 1024 * 1024;
const seen: Request[] = [];

/** How many requests for `/held` are there at once, and the most that ever were. */
const held = { now: 0, most: 0 };
async function hold(): Promise<Response> {
  held.now += 1;
  held.most = Math.max(held.most, held.now);
  await new Promise((resolve) => setTimeout(resolve, 20));
  held.now -= 1;
  return new Response("held", { status: 202 });
}

const pages: Record<string, (request: Request) => Response | Promise<Response>> = {
  "/plain": () => new Response("hello", { headers: { "x-kind": "plain" } }),
  "/gzip": () => new Response(gzipSync("hello"), { headers: { "content-encoding": "gzip" } }),
  "/br": () => new Response(brotliCompressSync("hello"), { headers: { "content-encoding": "br" } }),
  "/deflate": () => new Response(deflateSync("hello"), { headers: { "content-encoding": "deflate" } }),
  "/twice": () =>
    new Response(gzipSync(gzipSync("hello")), { headers: { "content-encoding": "gzip, gzip" } }),
  "/zstd": () => new Response("hello", { headers: { "content-encoding": "zstd" } }),
  "/broken": () => new Response("not gzip", { headers: { "content-encoding": "gzip" } }),
  "/bomb": () =>
    new Response(gzipSync(Buffer.alloc(8 * MEBIBYTE)), { headers: { "content-encoding": "gzip" } }),
  "/exact": () => new Response(Buffer.alloc(MEBIBYTE)),
  "/large": () => new Response(Buffer.alloc(MEBIBYTE + 1)),
  "/error": () => new Response("x".repeat(100_000), { status: 500 }),
  "/there": () => Response.redirect(`${peer.origin}/plain`, 302),
  "/relative": () => new Response(null, { status: 301, headers: { location: "/there" } }),
  "/three": () => new Response(null, { status: 307, headers: { location: "/relative" } }),
  "/four": () => new Response(null, { status: 308, headers: { location: "/three" } }),
  "/loop": () => new Response(null, { status: 302, headers: { location: "/loop" } }),
  "/inside": () => new Response(null, { status: 302, headers: { location: "http://10.0.0.1/secret" } }),
  "/moved": () => new Response(null, { status: 307, headers: { location: "/inbox" } }),
  "/found": () => new Response(null, { status: 302, headers: { location: "/inbox" } }),
  "/away": () => new Response(null, { status: 307, headers: { location: `${peer.namedOrigin}/inbox` } }),
  "/inbox": () => new Response(null, { status: 202 }),
  "/held": hold,
  "/slow": () => new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 2000)),
};

let peer: Loopback;
let client: Client;

beforeAll(async () => {
  peer = await serveLoopback((request) => {
    seen.push(request);
    return pages[new URL(request.url).pathname]?.(request);
  });
  client = createClient({
    userAgent: "Trunkline/1 (+https://ours.example)",
    allowedPrivateAddresses: ["127.0.0.0/8"],
  });
});
afterAll(async () => {
  await client.close();
  await peer.close();
});

const get = (path: string, options = {}): ReturnType<Client["get"]> =>
  client.get({ url: peer.origin + path, accept: "application/json", ...options });
const post = (path: string): ReturnType<Client["post"]> =>
  client.post({ url: peer.origin + path, contentType: "text/plain", body: "hi" });
const text = async (path: string): Promise<string> => {
  const answer = await get(path);
  return answer.ok ? answer.value.body.toString() : answer.reason;
};

describe("a GET", () => {
  it("brings the body, the status and the headers, and says who asks", async () => {
    const answer = await get("/plain");
    expect(answer).toMatchObject({ ok: true, value: { status: 200, url: `${peer.origin}/plain` } });
    expect(answer.ok && answer.value.headers["x-kind"]).toBe("plain");
    expect(seen.at(-1)?.headers.get("user-agent")).toBe("Trunkline/1 (+https://ours.example)");
    expect(seen.at(-1)?.headers.get("accept")).toBe("application/json");
  });

  it.each(["/gzip", "/br", "/deflate"])("decompresses one layer: %s", async (path) => {
    expect(await text(path)).toBe("hello");
  });

  it.each(["/twice", "/zstd", "/broken"])("finds other encodings malformed (S-061): %s", async (path) => {
    expect(await text(path)).toBe("malformed");
  });

  it("counts decompressed bytes, up to the last one (F-029, S-061, S-183, GHSA-mc44-6cfg-2v6w)", async () => {
    expect(await text("/bomb")).toBe("too-large");
    expect(await text("/large")).toBe("too-large");
    expect((await get("/exact")).ok).toBe(true);
    expect(await get("/plain", { maxBytes: 4 })).toEqual({ ok: false, reason: "too-large" });
  });

  it("does not read the bodies of errors", async () => {
    const answer = await get("/error");
    expect(answer.ok && [answer.value.status, answer.value.body.length]).toEqual([500, 0]);
  });

  it("T16: follows three redirects and not four (F-029, S-059)", async () => {
    const answer = await get("/three");
    expect(answer.ok && answer.value.url).toBe(`${peer.origin}/plain`);
    expect(await text("/four")).toBe("too-many-redirects");
    expect(await text("/loop")).toBe("too-many-redirects");
  });

  it("judges every hop of a redirect anew (F-028, S-056)", async () => {
    expect(await text("/inside")).toBe("refused-address");
  });

  it("signs every hop of a redirect anew (S-059, S-183, GHSA-97w4-f4rq-mgqm)", async () => {
    const hops: Hop[] = [];
    await get("/relative", {
      sign: async (hop: Hop) => {
        hops.push(hop);
        return { ...hop.headers, signature: `for ${new URL(hop.url).pathname}` };
      },
    });
    expect(hops.map((hop) => new URL(hop.url).pathname)).toEqual(["/relative", "/there", "/plain"]);
    expect(seen.at(-1)?.headers.get("signature")).toBe("for /plain");
  });

  it("gives up at its deadline (F-029, S-060, S-183, GHSA-9pmv-w936-hj3f, GHSA-64hq-2hgr-q4pm)", async () => {
    expect(await get("/slow", { deadlineMilliseconds: 50 })).toEqual({ ok: false, reason: "timed-out" });
  });

  it("gives up on a body that drips for ever, too (S-060, S-183, GHSA-fq5h-gjhp-g75x)", async () => {
    const dripping = createHttpServer((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 5);
      response.on("close", () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => dripping.listen(0, "127.0.0.1", resolve));
    const { port } = dripping.address() as AddressInfo; // listening on a port
    const url = `http://127.0.0.1:${port}/`;
    expect(await client.get({ url, accept: "*/*", deadlineMilliseconds: 60 })).toEqual({
      ok: false,
      reason: "timed-out",
    });
    dripping.closeAllConnections();
    await new Promise((resolve) => dripping.close(resolve));
  });

  it("says when nobody is there", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo; // listening on a port
    await new Promise((resolve) => gone.close(resolve));
    expect(await client.get({ url: `http://127.0.0.1:${port}/`, accept: "*/*" })).toEqual({
      ok: false,
      reason: "unreachable",
    });
  });
});

describe("a POST", () => {
  it("follows 307 on the same origin, body and all", async () => {
    const answer = await post("/moved");
    expect(answer.ok && [answer.value.status, answer.value.url]).toEqual([202, `${peer.origin}/inbox`]);
    expect(await seen.at(-1)?.text()).toBe("hi");
  });

  it("follows neither 302 nor another origin (S-059)", async () => {
    const [found, away] = [await post("/found"), await post("/away")];
    expect([found.ok && found.value.status, away.ok && away.value.status]).toEqual([302, 307]);
  });
});

describe("how much goes out at once", () => {
  it("is four fetches to one host, and the others come in turn (S-064)", async () => {
    held.most = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => get("/held")));
    expect(answers.filter(({ ok }) => ok).length).toBe(20);
    expect(held.most).toBe(4);
  });

  it("is eight connections to one host, which are free again after every answer, an error too (S-062)", async () => {
    held.most = 0;
    await Promise.all(Array.from({ length: 40 }, () => get("/error")));
    const answers = await Promise.all(Array.from({ length: 40 }, () => post("/held")));
    expect(answers.filter(({ ok }) => ok).length).toBe(40);
    expect(held.most).toBe(8);
  });
});

describe("the guard", () => {
  it("posts to no private address either (S-054, S-055, S-183, GHSA-f59r-8gcj-68f2)", async () => {
    const strict = createClient({ userAgent: "x" });
    const before = seen.length;
    const letter = { url: `${peer.origin}/inbox`, contentType: "text/plain", body: "hi" };
    expect(await strict.post(letter)).toEqual({ ok: false, reason: "refused-address" });
    expect(seen.length).toBe(before);
    await strict.close();
  });

  it("refuses loopback unless it is excepted (S-055)", async () => {
    const strict = createClient({ userAgent: "x" });
    for (const origin of [peer.origin, peer.namedOrigin, peer.namedOrigin.replace("http:", "https:")]) {
      expect(await strict.get({ url: origin, accept: "*/*" })).toEqual({
        ok: false,
        reason: "refused-address",
      });
    }
    await strict.close();
  });

  it("refuses a name that resolves to something private, however it was excepted to (S-056)", async () => {
    const rebound = createClient({
      userAgent: "x",
      allowedPrivateAddresses: ["127.0.0.0/8"],
      resolve: async () => [
        { address: "127.0.0.1", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ],
    });
    expect(await rebound.get({ url: peer.namedOrigin, accept: "*/*" })).toEqual({
      ok: false,
      reason: "refused-address",
    });
    await rebound.close();
  });

  it("speaks plain http to excepted addresses only (S-058)", async () => {
    const open = createClient({
      userAgent: "x",
      allowedPrivateAddresses: ["10.0.0.0/8"],
      resolve: async () => [{ address: "1.1.1.1", family: 4 }],
    });
    expect(await open.get({ url: "http://public.example/", accept: "*/*" })).toEqual({
      ok: false,
      reason: "refused-address",
    });
    await open.close();
  });

  it("reaches an excepted address by name", async () => {
    const answer = await client.get({ url: `${peer.namedOrigin}/plain`, accept: "*/*" });
    expect(answer.ok && answer.value.status).toBe(200);
  });
});
