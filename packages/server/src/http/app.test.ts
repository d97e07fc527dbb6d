import assert from "node:assert/strict";
import { createMastodonApi } from "@trunkline/mastodon-api";
import type { Remote } from "@trunkline/social";
import { createSocial } from "@trunkline/social";
import { memoryStorage } from "@trunkline/social/memory";
import { beforeAll, describe, test } from "vitest";
import { rangeTest } from "../config/kinds.ts";
import { silentLog } from "../log.ts";
import { createBrowsers } from "../sign-in/browser.ts";
import { createDigests } from "../sign-in/digests.ts";
import { createThrottle } from "../sign-in/throttle.ts";
import { createApp } from "./app.ts";
import { createClients } from "./guard.ts";

const origin = "https://social.example";
const key = Buffer.alloc(32, 1);
const nobody: Remote = {
  account: () => Promise.resolve(undefined),
  handle: () => Promise.resolve(undefined),
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

/** The whole application over memory; `isWhole` says whether the database answers. */
function open(isWhole: () => boolean = () => true) {
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
  const guard = { hosts: new Set(["social.example"]), isTrusted: rangeTest([]), isExempt: rangeTest([]) };
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
    health: { isReady: () => Promise.resolve(isWhole()), isStopping: () => false },
    guard,
    origin,
    log: silentLog,
    isOutage: () => false,
  });
  return { app, social };
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
  test("carries the headers that keep a browser safe", async () => {
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
  const broken = open(() => false).app;
  assert.equal((await broken.request("/readyz")).status, 503);
  assert.equal((await broken.request("/livez")).status, 200);
});
