import { beforeAll, describe, expect, test } from "vitest";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints/index.ts";
import type { RateLimiter } from "./limits.ts";
import { scopes } from "./scopes.ts";
import { open, secrets } from "./testing/secrets.ts";
import { type Person, testServer, type TestServer } from "./testing/server.ts";

const all = endpoints.map((one) => [`${one.method} ${one.path}`, one] as const);

const withBody = all.filter(([, { body }]) => body !== undefined);

const place = (path: string, value = "1"): string => path.replaceAll(/:\w+/g, value);

/** The first call of a day is remembered as a sign of life; what comes after it is looked at. */
async function wakeUp(server: TestServer, token: string): Promise<void> {
  await server.call("GET", "/api/v1/preferences", { token });
}

describe("who is suspended or disabled", () => {
  let disabled: string;
  let suspended: string;
  let server: TestServer;

  beforeAll(async () => {
    server = testServer();
    const [ana, ben] = [await server.person("ana"), await server.person("ben")];
    await server.social.signIn.modifyUser(ana.account.id, { disabled: true });
    await server.social.moderation.suspend(ben.account.id);
    // What they had is revoked; these stand for a token that was given at the same moment.
    disabled = await server.token(ana.user, scopes);
    suspended = await server.token(ben.user, scopes);
  });

  test.each(all)("is told so by %s", async (_name, { method, path }) => {
    for (const token of [disabled, suspended]) {
      const response = await server.call(method, place(path), { token });
      expect([response.status, await response.json()]).toEqual([
        403,
        { error: "Your login is currently disabled" },
      ]);
    }
  });
});

test.each(withBody)("%s refuses a body that is too large, before it is read", async (_name, endpoint) => {
  const server = testServer();
  const { token } = await server.person("ana");
  await wakeUp(server, token);
  const before = server.storage.changes();
  const headers = { "Content-Length": String(10 ** 12), "Content-Type": "application/json" };
  const response = await server.call(endpoint.method, place(endpoint.path), { token, headers, json: {} });
  // An address at which nothing is may say so first.
  const expected = endpoint.params === undefined ? [413] : [404, 413];
  expect(expected).toContain(response.status);
  expect(server.storage.changes()).toBe(before);
});

describe("whoever asks too often", () => {
  const exhausted: RateLimiter = {
    take: async (_key, { calls }) => ({
      allowed: false,
      limit: calls,
      remaining: 0,
      resetAt: new Date("2026-03-01T12:05:00.000Z"),
      resetInSeconds: 300,
    }),
  };
  let server: TestServer;
  let ana: Person;

  beforeAll(async () => {
    server = testServer(() => ({ limiter: exhausted, address: () => "192.0.2.1" }));
    ana = await server.person("ana");
  });

  test.each(all)("is turned away by %s, with the headers that say until when", async (_name, endpoint) => {
    await wakeUp(server, ana.token);
    const before = server.storage.changes();
    for (const call of [{}, { token: ana.token }]) {
      if (endpoint.who !== "anyone" && !("token" in call)) continue;
      const response = await server.call(endpoint.method, place(endpoint.path), call);
      expect([response.status, await response.json()]).toEqual([429, { error: "Too many requests" }]);
      expect(response.headers.get("x-ratelimit-limit")).toMatch(/^\d+$/);
      expect(response.headers.get("x-ratelimit-remaining")).toBe("0");
      expect(response.headers.get("x-ratelimit-reset")).toBe("2026-03-01T12:05:00.000000Z");
      expect(response.headers.get("retry-after")).toBe("300");
    }
    expect(server.storage.changes()).toBe(before);
  });
});

const isAt = (prefix: string, { path }: Endpoint): boolean =>
  path.startsWith(prefix) && path.slice(prefix.length).startsWith(":");

/** A body that would do for any of these operations, if the thing were Ana's. */
function bodyFor({ account }: Person): object {
  const scheduled_at = "2026-03-02T12:00:00.000Z";
  const terms = {
    title: "x",
    context: ["home"],
    phrase: "x",
    keyword: "x",
    status_id: "1",
    description: "x",
  };
  return { status: "x", choices: [0], account_ids: [account.id], scheduled_at, ...terms };
}

describe("what is someone else's", () => {
  const told = all.flatMap(([name, endpoint]) =>
    Object.entries(secrets)
      .filter(([prefix]) => isAt(prefix, endpoint))
      .map(([, make]) => [name, endpoint, make] as const),
  );

  test.each(told)("is not there for %s", async (_name, endpoint, make) => {
    const server = testServer();
    const [ana, ben] = [await server.person("ana"), await server.person("ben")];
    const id = await make(server, ben, ana);
    await wakeUp(server, ana.token);
    const before = server.storage.changes();
    const path = endpoint.path.replace(/:\w+/, id).replaceAll(/:\w+/g, "1");
    const call = {
      token: ana.token,
      ...(endpoint.method === "GET" ? {} : { json: bodyFor(ana) }),
    };
    const response = await server.call(endpoint.method, path, call);
    expect([response.status, await response.json()]).toEqual([404, { error: "Record not found" }]);
    expect(server.storage.changes()).toBe(before);
  });

  test("is tried at every address that names a thing", () => {
    const prefixes = [...Object.keys(secrets), ...open];
    const forgotten = endpoints.filter(
      (one) => one.path.includes(":") && !prefixes.some((prefix) => isAt(prefix, one)),
    );
    const names = forgotten.map(({ method, path }) => `${method} ${path}`);
    // Each needs a line in testing/secrets.ts.
    expect(names).toEqual([]);
  });
});

describe("whom the author blocks", () => {
  const ofStatuses = all.filter(([, one]) => isAt("/api/v1/statuses/", one));

  test.each(ofStatuses)("finds nothing at %s", async (_name, { method, path }) => {
    const server = testServer();
    const [ana, ben] = [await server.person("ana"), await server.person("ben")];
    const json = { status: "for all but ana" };
    const { id } = await server.json<{ id: string }>("POST", "/api/v1/statuses", { token: ben.token, json });
    await server.json("POST", `/api/v1/accounts/${ana.account.id}/block`, { token: ben.token });
    const call = { token: ana.token, ...(method === "GET" ? {} : { json: { status: "mine" } }) };
    const response = await server.call(method, path.replace(/:\w+/, id).replaceAll(/:\w+/g, "1"), call);
    expect([response.status, await response.json()]).toEqual([404, { error: "Record not found" }]);
  });

  test("may neither follow nor endorse", async () => {
    const server = testServer();
    const [ana, ben] = [await server.person("ana"), await server.person("ben")];
    await server.json("POST", `/api/v1/accounts/${ana.account.id}/block`, { token: ben.token });
    const follow = await server.call("POST", `/api/v1/accounts/${ben.account.id}/follow`, {
      token: ana.token,
    });
    expect([follow.status, await follow.json()]).toEqual([403, { error: "This action is not allowed" }]);
  });
});
