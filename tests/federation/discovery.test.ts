import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { addPerson, openServer } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  server = await openServer();
  ana = await addPerson(server, "ana");
  await addPerson(server, "ben");
});

afterAll(() => server.stop());

function get(path: string, accept = "application/activity+json"): Promise<Response> {
  return fetch(`${server.origin}${path}`, { headers: { accept }, redirect: "manual" });
}

async function post(status: string, visibility: string): Promise<{ id: string; uri: string }> {
  const answer = await fetch(`${server.origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${ana.token}`, "content-type": "application/json" },
    body: JSON.stringify({ status, visibility }),
  });
  return (await answer.json()) as { id: string; uri: string };
}

const count = z.int().min(0);
const address = z.url();

/** After the schemas at nodeinfo.diaspora.software, which allow no property besides. */
function nodeInfo(version: "2.0" | "2.1"): z.ZodType {
  const software = { name: z.string().regex(/^[a-z0-9-]+$/), version: z.string() };
  const origin = { repository: z.string().optional(), homepage: z.string().optional() };
  return z.strictObject({
    version: z.literal(version),
    software: z.strictObject(version === "2.0" ? software : { ...software, ...origin }),
    protocols: z.array(z.literal("activitypub")).min(1),
    services: z.strictObject({ inbound: z.array(z.never()), outbound: z.array(z.never()) }),
    openRegistrations: z.boolean(),
    usage: z.strictObject({
      users: z.strictObject({ total: count, activeMonth: count, activeHalfyear: count }),
      localPosts: count,
    }),
    metadata: z.looseObject({ staffAccounts: z.array(address).optional() }),
  });
}

test("F-023, F-024, T15: GET /.well-known/nodeinfo leads to GET /nodeinfo/2.0 and 2.1, which are as their schemas want them, and count what is in the database", async () => {
  await post("one", "public");
  await post("two", "direct");
  const found = (await (await get("/.well-known/nodeinfo", "application/json")).json()) as {
    links: readonly { rel: string; href: string }[];
  };
  for (const version of ["2.0", "2.1"] as const) {
    const rel = `http://nodeinfo.diaspora.software/ns/schema/${version}`;
    const link = found.links.find((each) => each.rel === rel);
    const info = (await (await fetch(link?.href ?? "")).json()) as { usage: unknown };
    nodeInfo(version).parse(info);
    assert.deepEqual(info.usage, {
      users: { total: 2, activeMonth: 1, activeHalfyear: 1 },
      localPosts: 2,
    });
  }
  const application = found.links.find(
    ({ rel }) => rel === "https://www.w3.org/ns/activitystreams#Application",
  );
  const actor = (await (await get(new URL(application?.href ?? "").pathname)).json()) as { type: string };
  assert.equal(actor.type, "Application");
});

interface Jrd {
  readonly subject: string;
  readonly aliases: readonly string[];
  readonly links: readonly { rel: string; href?: string; template?: string }[];
}

async function finger(resource: string): Promise<Jrd> {
  const query = new URLSearchParams({ resource }).toString();
  return (await (await get(`/.well-known/webfinger?${query}`, "application/jrd+json")).json()) as Jrd;
}

test("F-001, F-002, F-003, F-007: GET /.well-known/webfinger answers for every name of an actor, in the case of its owner", async () => {
  const { origin, domain } = server;
  const resources = [`acct:ana@${domain}`, `ANA@${domain}`, `${origin}/users/ana`, `${origin}/@ana`];
  for (const resource of resources) {
    const { subject, aliases, links } = await finger(resource);
    assert.equal(subject, `acct:ana@${domain}`);
    assert.deepEqual([...aliases].sort(), [`${origin}/@ana`, `${origin}/users/ana`]);
    assert.equal(links.find(({ rel }) => rel === "self")?.href, `${origin}/users/ana`);
  }
  for (const resource of [`${origin}/`, `${origin}/actor`, domain]) {
    assert.equal((await finger(resource)).links[0]?.href, `${origin}/actor`);
  }
});

test("F-006: the pages that WebFinger names ask who is there, and come back with the question", async () => {
  const { links } = await finger(`acct:ana@${server.domain}`);
  const templates = links.flatMap(({ template }) => (template === undefined ? [] : [template]));
  assert.equal(templates.length, 6);
  for (const template of templates) {
    const page = template.replace(/\{\w+\}/, encodeURIComponent(`${server.origin}/users/ben`));
    const answer = await fetch(page, { redirect: "manual", headers: { accept: "text/html" } });
    const next = new URL(answer.headers.get("location") ?? "", server.origin).searchParams.get("next");
    assert.deepEqual([answer.status, `${server.origin}${next}`], [303, page]);
  }
});

test("F-025: GET /@:username answers a server with the document, and a browser with the way to the page", async () => {
  const { id, uri } = await post("hello", "public");
  const addresses = [
    ["/users/ana", "/@ana"],
    [new URL(uri).pathname, `/@ana/${id}`],
  ] as const;
  for (const [path, page] of addresses) {
    const document = await get(path);
    assert.equal(document.headers.get("content-type"), "application/activity+json; charset=utf-8");
    assert.match(document.headers.get("vary") ?? "", /\bAccept\b/);
    const browser = await get(path, "text/html");
    assert.deepEqual([browser.status, browser.headers.get("location")], [301, page]);
    assert.match(browser.headers.get("vary") ?? "", /\bAccept\b/);
    const atPage = (await (await get(page)).json()) as { id: string };
    assert.equal(atPage.id, ((await document.json()) as { id: string }).id);
  }
});

test("F-026: page and document name each other, in the header and in the page", async () => {
  const { id, uri } = await post("hello again", "public");
  const pairs = [
    [`${server.origin}/users/ana`, "/@ana"],
    [uri, `/@ana/${id}`],
  ] as const;
  for (const [object, page] of pairs) {
    const shown = await get(page, "text/html");
    assert.equal(shown.headers.get("link"), `<${object}>; rel="alternate"; type="application/activity+json"`);
    assert.ok(
      (await shown.text()).includes(
        `<link rel="alternate" type="application/activity+json" href="${object}"`,
      ),
    );
    const document = await get(new URL(object).pathname);
    assert.equal(
      document.headers.get("link"),
      `<${server.origin}${page}>; rel="alternate"; type="text/html"`,
    );
  }
});

test("F-236: what is not for everybody is at no address", async () => {
  const { id, uri } = await post("secret", "direct");
  assert.equal((await get(new URL(uri).pathname)).status, 404);
  assert.equal((await get(`/@ana/${id}`)).status, 404);
});
