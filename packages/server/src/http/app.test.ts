import assert from "node:assert/strict";
import { createMastodonApi } from "@trunkline/mastodon-api";
import type { Remote } from "@trunkline/social";
import { createSocial } from "@trunkline/social";
import { memoryMediaFiles, memoryStorage } from "@trunkline/social/memory";
import { beforeAll, describe, test } from "vitest";
import { rangeTest } from "../config/kinds.ts";
import { silentLog } from "../log.ts";
import { createBrowsers } from "../sign-in/browser.ts";
import { createDigests } from "../sign-in/digests.ts";
import { createThrottle } from "../sign-in/throttle.ts";
import { silentOutages } from "../outage-log.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createApp } from "./app.ts";
import type { Answers } from "./app.ts";
import { watchDatabase } from "./database-watch.ts";
import { createClients } from "./guard.ts";

const origin = "https://social.example";
const key = Buffer.alloc(32, 1);
const nobody: Remote = {
  account: () => Promise.resolve(undefined),
  handle: () => Promise.resolve(undefined),
  refresh: () => Promise.resolve(),
  any: () => Promise.resolve(undefined),
};
const limits = {
  statusCharacters: 500,
  charactersPerLink: 23,
  displayNameCharacters: 30,
  noteCharacters: 500,
  profileFields: 4,
  profileFieldCharacters: 255,
  followsPerAccount: 7500,
};

interface World {
  /** Whether the database answers. */
  readonly isWhole?: () => boolean;
  /** How late the process comes to what is due. */
  readonly delay?: () => number;
  readonly answers?: Answers;
  readonly trusted?: readonly string[];
}

/** The whole application over memory. */
function open({ isWhole = () => true, delay = () => 0, answers = "all", trusted = [] }: World = {}) {
  const metrics = createMetrics();
  const { clock, ids, stream, ...storage } = memoryStorage();
  const social = createSocial({
    storage,
    stream,
    clock,
    ids,
    remote: nobody,
    digests: createDigests(key),
    passwords: { hash: async (password) => password, verify: async (password, hash) => password === hash },
    keyPairs: { generate: async () => ({ publicPem: "public", privatePem: "private" }) },
    settings: {
      domain: "social.example",
      origin,
      title: "Social",
      description: "A place <here>.",
      version: "0.0.0",
      contactEmail: "admin@social.example",
      contactUsername: undefined,
      languages: ["en"],
      registrations: "closed",
      limits,
    },
  });
  const guard = {
    hosts: new Set(["social.example"]),
    isTrusted: rangeTest(trusted),
    isExempt: rangeTest([]),
  };
  const clients = createClients(guard);
  const app = createApp({
    federation: { handle: () => Promise.resolve(undefined) },
    api: createMastodonApi(social),
    pages: {
      social,
      browsers: createBrowsers({ signIn: social.signIn, ids, key, origin }),
      throttle: createThrottle(clock),
      clock,
      locale: "en",
      clientOf: (context) => clients.limitKeyOf(context),
    },
    media: memoryMediaFiles({ clock, ids, address: `${origin}/media` }),
    health: { whyNotReady: async () => (isWhole() ? [] : ["the database does not answer"]) },
    guard,
    origin,
    log: silentLog,
    isOutage: () => false,
    watch: watchDatabase({ ping: () => Promise.resolve() }),
    outages: silentOutages,
    metrics,
    delay,
    isStopping: () => false,
    answers,
  });
  return { app, social, metrics };
}

const { app, social } = open();
const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  app.request(`${origin}${path}`, { headers: { accept: "text/html", ...headers } });

beforeAll(async () => {
  const { account } = await social.signIn.createUser({
    username: "ana",
    email: "ana@mail.example",
    password: "a long enough password",
    confirmed: true,
    role: "user",
  });
  for (const [text, visibility] of [
    ["Open & <b>", "public"],
    ["Hidden", "private"],
  ] as const) {
    const draft = { text, spoilerText: "", sensitive: false, language: "en", inReplyTo: undefined };
    await social.statuses.post(account.id, {
      ...draft,
      visibility,
      app: undefined,
      idempotencyKey: undefined,
    });
  }
});

describe("every answer", () => {
  test("carries the headers that keep a browser safe (S-100)", async () => {
    const { headers } = await ask("/");
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'/);
    assert.match(headers.get("strict-transport-security") ?? "", /max-age=\d{8}/);
    assert.equal(headers.get("cache-control"), "private, no-store");
  });

  test("is refused for a host that is not ours, and for a path that is not canonical", async () => {
    assert.equal((await app.request("https://evil.example/")).status, 421);
    assert.equal((await ask("/a%2fb")).status, 400);
  });

  test("is a page for people and JSON for programs when there is nothing", async () => {
    assert.match(await (await ask("/nothing")).text(), /Not found/);
    const json = await ask("/nothing", { accept: "application/json" });
    assert.equal(json.status, 404);
    assert.ok("error" in ((await json.json()) as object));
  });

  test("is 413 for a body that is too large", async () => {
    const body = "x".repeat(1024 * 1024 + 1);
    assert.equal((await app.request(`${origin}/auth/sign_in`, { method: "POST", body })).status, 413);
  });
});

describe("pages", () => {
  test("show what is open, escaped, and nothing else", async () => {
    for (const path of ["/", "/@ana", "/@ana.rss"]) {
      const text = await (await ask(path)).text();
      assert.ok(text.includes("Open"), `${path}: ${text}`);
      assert.ok(!text.includes("Hidden"), path);
    }
    assert.match(await (await ask("/")).text(), /A place &lt;here&gt;\./);
  });

  test("set cookies that no other host can set", async () => {
    const cookie = (await ask("/auth/sign_in")).headers.get("set-cookie") ?? "";
    assert.match(cookie, /^__Host-visit=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax$/);
  });
});

test("probes say whether the database answers", async () => {
  assert.equal((await ask("/readyz")).status, 200);
  const broken = open({ isWhole: () => false }).app;
  assert.equal((await broken.request("/readyz")).status, 503);
  assert.equal((await broken.request("/livez")).status, 200);
});

test("S-162: a form of a page has 64 KiB, and a call of the API a mebibyte", async () => {
  const post = (path: string, bytes: number) =>
    app.request(`${origin}${path}`, { method: "POST", body: "x".repeat(bytes) });
  assert.equal((await post("/auth/sign_in", 64 * 1024 + 1)).status, 413);
  assert.notEqual((await post("/auth/sign_in", 64 * 1024)).status, 413);
  assert.notEqual((await post("/api/v1/statuses", 1024 * 1024)).status, 413);
  assert.equal((await post("/api/v1/statuses", 1024 * 1024 + 1)).status, 413);
});

test("S-167: as the process comes late, inboxes are turned away first, then writes, then reads, and health never", async () => {
  let delay = 0;
  const busy = open({ delay: () => delay });
  const statuses = async () => {
    const asked = [
      busy.app.request(`${origin}/inbox`, { method: "POST", body: "{}" }),
      busy.app.request(`${origin}/api/v1/statuses`, { method: "POST" }),
      busy.app.request(`${origin}/api/v2/instance`),
      busy.app.request(`${origin}/health`),
    ];
    return (await Promise.all(asked.map(async (answer) => answer))).map(({ status }) => status);
  };
  assert.deepEqual(await statuses(), [404, 401, 200, 200]);
  delay = 260;
  assert.deepEqual(await statuses(), [503, 401, 200, 200]);
  delay = 300;
  assert.deepEqual(await statuses(), [503, 503, 200, 200]);
  delay = 5000;
  assert.deepEqual(await statuses(), [503, 503, 503, 200]);
  const refused = await busy.app.request(`${origin}/api/v2/instance`);
  assert.equal(refused.headers.get("retry-after"), "5");
  assert.match(
    await busy.metrics.registry.metrics(),
    /trunkline_http_shed_total\{class="inbox",why="delay"\} 3/,
  );
});

test("R-032: every answer names its request, by a name of the proxy's where that is trusted", async () => {
  const headers = { "x-request-id": "from-outside-1" };
  assert.match((await ask("/")).headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
  assert.notEqual((await ask("/", headers)).headers.get("x-request-id"), "from-outside-1");
  const behind = open({ trusted: ["127.0.0.1/32"] }).app;
  const named = (given: string) =>
    behind.request(
      `${origin}/api/v2/instance`,
      { headers: { "x-request-id": given } },
      { incoming: { url: "/api/v2/instance", socket: { remoteAddress: "127.0.0.1" } } },
    );
  assert.equal((await named("from-outside-1")).headers.get("x-request-id"), "from-outside-1");
  assert.notEqual((await named("two words")).headers.get("x-request-id"), "two words");
});

test("a process that streams alone answers nothing but streams and probes", async () => {
  const { app: alone } = open({ answers: "streaming" });
  const status = async (path: string) => (await alone.request(`${origin}${path}`)).status;
  assert.deepEqual(
    [await status("/api/v1/streaming/health"), await status("/readyz"), await status("/api/v2/instance")],
    [200, 200, 404],
  );
});

test("R-031: answers are measured by class, method and kind of status", async () => {
  const { app: measured, metrics } = open();
  await measured.request(`${origin}/api/v2/instance`);
  const text = await metrics.registry.metrics();
  assert.match(
    text,
    /trunkline_http_request_duration_seconds_count\{class="reads",method="GET",status="2xx"\} 1/,
  );
});
