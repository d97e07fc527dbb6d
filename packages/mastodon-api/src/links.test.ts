import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints/index.ts";
import { tellNews } from "./testing/news.ts";
import { type Person, testServer, type TestServer } from "./testing/server.ts";

/** The operations that answer a list which is read by cursors. */
const paged = endpoints
  .filter(({ query }) => {
    if (query === undefined) return false;
    const { properties = {} } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
    return "max_id" in properties && "since_id" in properties;
  })
  .map((one) => [`${one.method} ${one.path}`, one] as const);

let server: TestServer;
let ana: Person;
let root: string;

const many = 5;

/** Five of whatever a list may hold: followers, statuses, marks, quotes, blocks, requests, news. */
beforeAll(async () => {
  server = testServer();
  ana = await server.person("ana");
  const act = (person: Person, path: string, form: Readonly<Record<string, string>> = {}) =>
    server.json<{ id: string }>("POST", `/api/v1/${path}`, { token: person.token, form });
  root = (await act(ana, "statuses", { status: "the root #tides" })).id;
  for (let n = 0; n < many; n += 1) {
    const person = await server.person(`person${n}`);
    await act(person, `accounts/${ana.account.id}/follow`);
    await act(ana, `accounts/${person.account.id}/follow`);
    await act(person, `statuses/${root}/favourite`);
    await act(person, `statuses/${root}/reblog`);
    await act(person, "statuses", { status: "as they say", quoted_status_id: root });
    await tellNews(server, [ana, person], { type: "follow" });
    const { id } = await act(ana, "statuses", { status: `number ${n} #tides` });
    await act(ana, `statuses/${id}/favourite`);
    await act(ana, `statuses/${id}/bookmark`);
    await act(person, "statuses", { status: "@ana a word", visibility: "direct" });
    await act(ana, "domain_blocks", { domain: `bad${n}.example` });
    const unloved = await server.person(`unloved${n}`);
    await act(ana, `accounts/${unloved.account.id}/block`);
    await act(ana, `accounts/${(await server.person(`loud${n}`)).account.id}/mute`);
  }
  await server.json("PATCH", "/api/v1/accounts/update_credentials", {
    token: ana.token,
    json: { locked: true },
  });
  for (let n = 0; n < many; n += 1)
    await act(await server.person(`shy${n}`), `accounts/${ana.account.id}/follow`);
});

function firstOf({ path }: Endpoint): string {
  const filled = path
    .replace("/accounts/:id", `/accounts/${ana.account.id}`)
    .replace("/statuses/:id", `/statuses/${root}`)
    .replace(":hashtag", "tides")
    .replaceAll(/:\w+/g, "1");
  return `${filled}?limit=2`;
}

interface Part {
  readonly items: readonly string[];
  readonly next: string | undefined;
  readonly prev: string | undefined;
}

async function read(path: string): Promise<Part | undefined> {
  const response = await server.call("GET", path, { token: ana.token });
  if (response.status !== 200) return undefined;
  const body: unknown = await response.json();
  const items = Array.isArray(body) ? body.map((item) => JSON.stringify(item)) : [];
  const links = response.headers.get("link") ?? "";
  const at = (rel: string): string | undefined =>
    new RegExp(`<https://social\\.test([^>]+)>; rel="${rel}"`).exec(links)?.[1];
  return { items, next: at("next"), prev: at("prev") };
}

/** The parts of a list, one after the other, as the links of one kind lead. */
async function walk(from: string | undefined, rel: "next" | "prev"): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (let path = from; path !== undefined; path = parts.at(-1)?.[rel]) {
    const part = await read(path);
    if (part === undefined || part.items.length === 0) break;
    parts.push(part);
    expect(parts.length).toBeLessThan(20);
  }
  return parts;
}

/** Lists that hold nothing here: what fills them stands in tests of their own. */
const empty: string[] = [];

test.each(paged)(
  "%s is read to its end by its links and back again, and keeps its parameters",
  async (name, one) => {
    const parts = await walk(firstOf(one), "next");
    if (parts.length === 0) {
      empty.push(name);
      return;
    }
    for (const { items, next, prev } of parts) {
      expect(items.length).toBeLessThanOrEqual(2);
      for (const link of [next, prev]) expect(link ?? "limit=2").toContain("limit=2");
      expect(next ?? "max_id=").toContain("max_id=");
      expect(prev).toContain("min_id=");
    }
    const items = parts.flatMap((part) => part.items);
    expect(new Set(items).size).toBe(items.length);
    expect(items.length).toBeGreaterThan(2);
    const last = parts.at(-1);
    // Newest first within each part, and the parts from the last one upwards.
    const back = await walk(last?.prev, "prev");
    const upwards = back.toReversed().flatMap((part) => part.items);
    expect([...upwards, ...(last?.items ?? [])]).toEqual(items);
  },
);

test("most lists are among those that were walked", () => {
  expect(paged.length - empty.length).toBeGreaterThan(14);
});

test("a cursor that cannot be one finds no list, and one that is empty means the first part", async () => {
  const first = await read("/api/v1/timelines/home?limit=2");
  expect(await read("/api/v1/timelines/home?limit=2&max_id=&since_id=&min_id=")).toMatchObject({
    items: first?.items,
  });
});
