import { beforeAll, expect, test } from "vitest";
import { endpoints } from "./endpoints/index.ts";
import type { Endpoint } from "./endpoint.ts";
import { covers, scopeList, scopes } from "./scopes.ts";
import { type Person, testServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
let ana: Person;
let appToken: string;

beforeAll(async () => {
  server = testServer();
  ana = await server.person("ana");
  appToken = await server.token(undefined, scopes);
});

function call({ method, path }: Endpoint, token?: string): Promise<Response> {
  const at = path.replaceAll(/:(\w*id)/g, "1").replaceAll(/:\w+/g, "word");
  return server.call(method, at, token === undefined ? {} : { token });
}

const forUsers = endpoints
  .filter(({ who }) => who === "user")
  .map((one) => [`${one.method} ${one.path}`, one] as const);
const forTokens = endpoints
  .filter(({ who }) => who !== "anyone")
  .map((one) => [`${one.method} ${one.path}`, one] as const);
const scoped = endpoints
  .filter((one) => one.scopes.length > 0)
  .map((one) => [`${one.method} ${one.path}`, one] as const);
const all = endpoints.map((one) => [`${one.method} ${one.path}`, one] as const);

test.each(forTokens)("%s asks for a token", async (_name, endpoint) => {
  const response = await call(endpoint);
  expect([response.status, await response.json()]).toEqual([401, { error: "The access token is invalid" }]);
  expect(response.headers.get("www-authenticate")).toContain("Bearer");
});

test.each(all)("%s refuses a token that is not one", async (_name, endpoint) => {
  const response = await call(endpoint, "made-up");
  expect([response.status, await response.json()]).toEqual([401, { error: "The access token is invalid" }]);
});

test.each(forUsers)("%s refuses the token of an app alone (S-119)", async (_name, endpoint) => {
  const response = await call(endpoint, appToken);
  const error = "This method requires an authenticated user";
  expect([response.status, await response.json()]).toEqual([422, { error }]);
});

test.each(scoped)("%s refuses a token with every scope but its own (S-088)", async (_name, endpoint) => {
  const others = scopes.filter((scope) => !endpoint.scopes.some((needed) => covers([scope], needed)));
  const response = await call(endpoint, await server.token(ana.user, others));
  const error = "This action is outside the authorized scopes";
  expect([response.status, await response.json()]).toEqual([403, { error }]);
});

test.each(scoped)("%s is content with each of its own scopes alone", async (_name, endpoint) => {
  for (const scope of endpoint.scopes) {
    const response = await call(endpoint, await server.token(ana.user, [scope]));
    const refusal: unknown = response.status === 403 ? await response.json() : undefined;
    expect([200, 400, 403, 404, 410, 422]).toContain(response.status);
    expect(refusal).not.toEqual({ error: "This action is outside the authorized scopes" });
  }
  expect(server.errors).toEqual([]);
});

test("every operation for users has a scope", () => {
  expect(endpoints.filter(({ who, scopes: own }) => who === "user" && own.length === 0)).toEqual([]);
});

test("no operation is declared twice", () => {
  const names = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ":")}`);
  expect(names.length).toBe(new Set(names).size);
});

test("a parent covers its children, and follow what it once stood for", () => {
  expect(covers(["write"], "write:statuses")).toBe(true);
  expect(covers(["follow"], "write:follows")).toBe(true);
  expect(covers(["follow"], "read:mutes")).toBe(true);
  expect(covers(["admin:read"], "admin:read:accounts")).toBe(true);
});

test("a child does not cover its parent, nor a sibling, nor a name that begins alike", () => {
  expect(covers(["write:statuses"], "write")).toBe(false);
  expect(covers(["write:statuses"], "write:media")).toBe(false);
  expect(covers(["follow"], "write:statuses")).toBe(false);
  expect(covers(["read"], "admin:read")).toBe(false);
});

test("wanted scopes are a set of known names", () => {
  expect(scopeList.parse("read write read")).toEqual(["read", "write"]);
  expect(scopeList.parse("read+write:statuses")).toEqual(["read", "write:statuses"]);
  expect(scopeList.safeParse("read everything").success).toBe(false);
});
