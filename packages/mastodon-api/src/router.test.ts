import { beforeEach, expect, test } from "vitest";
import { Hono } from "hono";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { mount } from "./router.ts";
import { type Person, testServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
let ana: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
});

test("an unknown route of the API is a JSON error", async () => {
  for (const [method, path] of [
    ["GET", "/api/v1/nothing"],
    ["DELETE", "/api/v1/instance"],
  ] as const) {
    const response = await server.call(method, path);
    expect([response.status, await response.json()]).toEqual([404, { error: "Not Found" }]);
  }
});

test("a slash at the end of an address changes nothing", async () => {
  expect((await server.call("GET", "/api/v1/instance/")).status).toBe(200);
});

test("an id that cannot be one does not exist", async () => {
  for (const path of [
    "/api/v1/statuses/abc",
    "/api/v1/accounts/1e3",
    "/api/v1/statuses/99999999999999999999",
  ]) {
    const response = await server.call("GET", path);
    expect([response.status, await response.json()]).toEqual([404, { error: "Record not found" }]);
  }
});

test("a body that cannot be read is a bad request", async () => {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${ana.token}` };
  const response = await server.api.request("/api/v1/statuses", { method: "POST", headers, body: "{" });
  expect(response.status).toBe(400);
});

test("a body over one mebibyte is refused, announced or not", async () => {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${ana.token}` };
  const body = JSON.stringify({ status: "x".repeat(1024 * 1024) });
  const announced = { ...headers, "Content-Length": String(body.length) };
  for (const given of [headers, announced]) {
    const response = await server.api.request("/api/v1/statuses", { method: "POST", headers: given, body });
    expect(response.status).toBe(413);
  }
});

test("who may not call is refused before the body is looked at", async () => {
  const headers = { "Content-Type": "application/json" };
  const response = await server.api.request("/api/v1/statuses", { method: "POST", headers, body: "{" });
  expect(response.status).toBe(401);
});

test("a multipart form is read", async () => {
  const body = new FormData();
  body.set("status", "in parts");
  const headers = { Authorization: `Bearer ${ana.token}` };
  const response = await server.api.request("/api/v1/statuses", { method: "POST", headers, body });
  expect(await response.json()).toMatchObject({ content: "<p>in parts</p>" });
});

test("parameters in the address count where there is no body", async () => {
  const response = await server.call("POST", "/api/v1/statuses?status=hello", { token: ana.token });
  expect(await response.json()).toMatchObject({ content: "<p>hello</p>" });
});

test("a token in the address counts for nothing (S-092)", async () => {
  const response = await server.call("GET", `/api/v1/timelines/home?access_token=${ana.token}`);
  expect(response.status).toBe(401);
});

test("a required parameter that is missing is a bad request", async () => {
  const response = await server.call("GET", "/api/v2/search");
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: "param is missing or the value is empty or invalid: q" },
  ]);
});

test("answers to somebody are kept by nobody (S-102)", async () => {
  const own = await server.call("GET", "/api/v1/instance", { token: ana.token });
  expect(own.headers.get("cache-control")).toBe("private, no-store");
  const anonymous = await server.call("GET", "/api/v1/instance");
  expect(anonymous.headers.get("cache-control")).toBe("public, max-age=60");
  expect(anonymous.headers.get("vary")).toBe("Authorization");
  expect((await server.call("GET", "/api/v1/timelines/public")).headers.get("cache-control")).toBe(
    "private, no-store",
  );
});

test("pages of any origin may ask, and see the headers that they need (S-101)", async () => {
  const preflight = await server.call("OPTIONS", "/api/v1/statuses");
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Idempotency-Key");
  for (const path of ["/api/v1/instance", "/api/v1/nothing", "/.well-known/oauth-authorization-server"]) {
    const response = await server.call("GET", path);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-expose-headers")).toContain("Link");
  }
});

test("every answer names its request", async () => {
  const one = await server.call("GET", "/api/v1/instance");
  const other = await server.call("GET", "/api/v1/instance");
  expect(one.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  expect(other.headers.get("x-request-id")).not.toBe(one.headers.get("x-request-id"));
});

test("a revoked token says so, and so does a person who may not act", async () => {
  await server.social.signIn.modifyUser(ana.account.id, { disabled: true });
  const revoked = await server.call("GET", "/api/v1/timelines/home", { token: ana.token });
  expect([revoked.status, await revoked.json()]).toEqual([401, { error: "The access token was revoked" }]);
  const token = await server.token(ana.user, ["read"]);
  const disabled = await server.call("GET", "/api/v1/timelines/home", { token });
  expect([disabled.status, await disabled.json()]).toEqual([
    403,
    { error: "Your login is currently disabled" },
  ]);
});

function broken(reply: z.ZodType<string>, handle: () => Promise<string>) {
  const app = new Hono();
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const path = "/broken";
  const declared = endpoint({ method: "GET", path, summary: "Breaks.", who: "anyone", reply, handle });
  const isOutage = (error: unknown) => error instanceof Error && error.message === "no database";
  const options = { checkReplies: true, onError, isOutage, requestId: () => "r1" };
  mount(app, [declared], { social: server.social, options });
  return { app, errors };
}

test("a fault of ours is told to the operator once, and to the client in no detail", async () => {
  const { app, errors } = broken(z.string(), () => Promise.reject(new Error("a secret")));
  const response = await app.request("/broken");
  expect([response.status, await response.json()]).toEqual([
    500,
    { error: "Something went wrong here (request r1)" },
  ]);
  expect(errors).toEqual([new Error("a secret")]);
});

test("an outage is no fault of the request", async () => {
  const { app, errors } = broken(z.string(), () => Promise.reject(new Error("no database")));
  const response = await app.request("/broken");
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(errors).toEqual([new Error("no database")]);
});

test("where replies are checked, one that breaks its schema is a fault", async () => {
  const { app, errors } = broken(z.string().max(1), async () => "too long");
  expect((await app.request("/broken")).status).toBe(500);
  expect(errors).toEqual([new Error("GET /broken broke its own schema.")]);
});

test("a name in a path comes before anything that varies", async () => {
  const response = await server.call("GET", "/api/v1/accounts/lookup?acct=ana");
  expect(await response.json()).toMatchObject({ username: "ana" });
});
