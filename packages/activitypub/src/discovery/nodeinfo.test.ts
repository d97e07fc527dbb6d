import { expect, it } from "vitest";
import { answerFrom } from "../documents/route.ts";
import type { ActorSource } from "../ports.ts";
import { hostMetaRoutes, readLrddTemplate } from "./host-meta.ts";
import { nodeInfoRoutes } from "./nodeinfo.ts";

const origin = "https://ours.example";
const actors: ActorSource = {
  byUsername: async () => ({ standing: "unknown" }),
  byUri: async () => ({ standing: "unknown" }),
  note: async () => ({ standing: "unknown" }),
  staff: async () => ["https://ours.example/users/ana"],
  usage: async () => ({ users: 5, activeMonth: 3, activeHalfyear: 4, localPosts: 70 }),
};
const routes = [
  ...hostMetaRoutes(origin),
  ...nodeInfoRoutes({
    actors,
    options: {
      origin,
      software: {
        name: "trunkline",
        version: "1.2.3",
        repository: "https://code.example",
        homepage: "https://home.example",
      },
      node: { name: "Ours", description: "A place.", openRegistrations: true },
    },
  }),
];
const get = async (path: string, init: RequestInit = {}): Promise<Response> =>
  (await answerFrom(routes, new Request(origin + path, init), origin)) ?? new Response(null, { status: 404 });

it("T15, F-024: NodeInfo's first document points at 2.0, 2.1 and the server's own actor (FEP-2677)", async () => {
  const response = await get("/.well-known/nodeinfo");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(await response.json()).toEqual({
    links: [
      { rel: "http://nodeinfo.diaspora.software/ns/schema/2.0", href: "https://ours.example/nodeinfo/2.0" },
      { rel: "http://nodeinfo.diaspora.software/ns/schema/2.1", href: "https://ours.example/nodeinfo/2.1" },
      { rel: "https://www.w3.org/ns/activitystreams#Application", href: "https://ours.example/actor" },
    ],
  });
});

it("F-023, T15: NodeInfo 2.0 tells what runs here, and how much of it", async () => {
  const response = await get("/nodeinfo/2.0");
  expect(response.headers.get("content-type")).toBe(
    'application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.0#"',
  );
  expect(await response.json()).toEqual({
    version: "2.0",
    software: { name: "trunkline", version: "1.2.3" },
    protocols: ["activitypub"],
    services: { inbound: [], outbound: [] },
    usage: { users: { total: 5, activeMonth: 3, activeHalfyear: 4 }, localPosts: 70 },
    openRegistrations: true,
    metadata: {
      nodeName: "Ours",
      nodeDescription: "A place.",
      federation: { enabled: true },
      staffAccounts: ["https://ours.example/users/ana"],
    },
  });
});

it("F-024: NodeInfo 2.1 adds where the software comes from", async () => {
  expect(await (await get("/nodeinfo/2.1")).json()).toMatchObject({
    version: "2.1",
    software: {
      name: "trunkline",
      version: "1.2.3",
      repository: "https://code.example",
      homepage: "https://home.example",
    },
  });
  expect((await get("/nodeinfo/3.0")).status).toBe(404);
});

it("F-022, T17: GET /.well-known/host-meta holds the template for handles, as XML that we read ourselves", async () => {
  const response = await get("/.well-known/host-meta");
  expect(response.headers.get("content-type")).toBe("application/xrd+xml; charset=utf-8");
  expect(readLrddTemplate(await response.text())).toBe(
    "https://ours.example/.well-known/webfinger?resource={uri}",
  );
});

it.each([
  ["/.well-known/host-meta.json", {}],
  ["/.well-known/host-meta", { headers: { accept: "application/json" } }],
])("F-022: host-meta is had as JSON from %s too", async (path, init) => {
  expect(await (await get(path, init)).json()).toEqual({
    links: [
      {
        rel: "lrdd",
        type: "application/jrd+json",
        template: "https://ours.example/.well-known/webfinger?resource={uri}",
      },
    ],
  });
});

it("other methods are refused, and HEAD has no body", async () => {
  const refused = await get("/nodeinfo/2.1", { method: "POST" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  const head = await get("/nodeinfo/2.1", { method: "HEAD" });
  expect([head.status, await head.text(), head.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "",
    "*",
  ]);
});

it.each(["/.well-known/nodeinfo", "/nodeinfo/2.0", "/nodeinfo/2.1", "/.well-known/host-meta"])(
  "T17: any site may ask for %s, and may ask whether it may",
  async (path) => {
    const asked = await get(path, { method: "OPTIONS" });
    expect([asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect((await get(path)).headers.get("access-control-allow-origin")).toBe("*");
  },
);

it("a template of another kind, or without a place for the address, is none", () => {
  expect(readLrddTemplate('<Link rel="other" template="https://a.example/{uri}"/>')).toBeUndefined();
  expect(readLrddTemplate('<Link rel="lrdd" template="https://a.example/"/>')).toBeUndefined();
  expect(readLrddTemplate("<Link template='https://a.example/?a=1&amp;r={uri}' rel='lrdd' />")).toBe(
    "https://a.example/?a=1&r={uri}",
  );
});

it("S-164 a host-meta document that was made to hold us up does not", () => {
  const started = performance.now();
  expect(readLrddTemplate("<Link ".repeat(43_000))).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(500);
});
