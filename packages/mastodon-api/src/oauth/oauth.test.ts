import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { CredentialApplicationEntity, TokenEntity } from "../entities/index.ts";
import { type CallOptions, type Person, testServer, type TestServer } from "../testing/server.ts";
import { denyAuthorization, grantAuthorization, readAuthorizeRequest } from "./authorize.ts";
import { outOfBand } from "./redirects.ts";

const back = "https://app.test/back";
const verifier = "a-verifier-that-is-as-long-as-the-rules-of-pkce-want";
const challenge = createHash("sha256").update(verifier).digest("base64url");

let server: TestServer;
let ana: Person;
let app: CredentialApplicationEntity;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  app = await register({ scopes: "read write:statuses" });
});

function register(more: Readonly<Record<string, unknown>>): Promise<CredentialApplicationEntity> {
  const json = { client_name: "App", redirect_uris: [back, outOfBand, "http://127.0.0.1/cb"], ...more };
  return server.json("POST", "/api/v1/apps", { json });
}

function asked(more: Readonly<Record<string, string>> = {}): URLSearchParams {
  return new URLSearchParams({
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: back,
    scope: "read",
    ...more,
  });
}

async function codeFor(query: URLSearchParams): Promise<string> {
  const request = await readAuthorizeRequest(query, server.social);
  if (!request.ok) throw new Error(request.reason);
  const answer = await grantAuthorization(request.value, ana.user.id, server.social);
  if (answer.type === "show") return answer.code;
  return new URL(answer.location).searchParams.get("code") ?? "";
}

function exchange(code: string, more: Readonly<Record<string, string>> = {}): CallOptions {
  const { client_id, client_secret } = app;
  const form = {
    grant_type: "authorization_code",
    client_id,
    client_secret,
    redirect_uri: back,
    code,
    ...more,
  };
  return { form };
}

async function refused(options: CallOptions): Promise<readonly [number, unknown]> {
  const response = await server.call("POST", "/oauth/token", options);
  const body: unknown = await response.json();
  return [response.status, typeof body === "object" && body !== null && "error" in body ? body.error : body];
}

test("POST /api/v1/apps answers with the secret, once", async () => {
  expect(app).toMatchObject({
    name: "App",
    website: null,
    scopes: ["read", "write:statuses"],
    redirect_uris: [back, outOfBand, "http://127.0.0.1/cb"],
    client_secret_expires_at: 0,
  });
  const { client_id, client_secret } = app;
  const form = { grant_type: "client_credentials", client_id, client_secret };
  const { access_token: token } = await server.json<TokenEntity>("POST", "/oauth/token", { form });
  const shown = await server.json("GET", "/api/v1/apps/verify_credentials", { token });
  expect(shown).toMatchObject({ id: app.id, name: "App" });
  expect(shown).not.toHaveProperty("client_secret");
});

test("GET /api/v1/apps/verify_credentials says of which app a user's token is, and keeps the secret", async () => {
  const exchanged = exchange(await codeFor(asked()));
  const { access_token: users } = await server.json<TokenEntity>("POST", "/oauth/token", exchanged);
  for (const token of [users, await server.token(ana.user, ["profile"])]) {
    const shown = await server.json("GET", "/api/v1/apps/verify_credentials", { token });
    expect(shown).toMatchObject({ name: token === users ? "App" : "Tester" });
    expect(shown).not.toHaveProperty("client_secret");
  }
});

test("redirects of a registration may stand on lines", async () => {
  const other = await register({ redirect_uris: `${back}\n${outOfBand}`, website: "https://app.test" });
  expect(other).toMatchObject({
    redirect_uris: [back, outOfBand],
    scopes: ["read"],
    website: "https://app.test",
  });
});

test.each([
  [{ redirect_uris: "javascript:alert(1)" }],
  [{ redirect_uris: "http://app.test/back" }],
  [{ redirect_uris: "https://app.test/back#part" }],
  [{ redirect_uris: "https://user:pass@app.test/back" }],
  [{ redirect_uris: "mailto:ana@app.test" }],
  [{ redirect_uris: "view-source:https://app.test/" }],
  [{ redirect_uris: "https://app.test/r\u00fcck" }],
  [{ redirect_uris: "https://app.test;sandbox/" }],
  [{ redirect_uris: "" }],
  [{ scopes: "read everything" }],
  [{ client_name: "" }],
  [{ website: "javascript:alert(1)" }],
])("a registration with %o is refused", async (more) => {
  const json = { client_name: "App", redirect_uris: back, ...more };
  const response = await server.call("POST", "/api/v1/apps", { json });
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({ error: expect.stringMatching(/^Validation failed: /) });
});

test("POST /oauth/token makes a token of a code, once, and its second use takes the token back", async () => {
  const code = await codeFor(asked());
  const granted = await server.json<TokenEntity>("POST", "/oauth/token", exchange(code));
  expect(granted).toMatchObject({ token_type: "Bearer", scope: "read", created_at: 1772366400 });
  const path = "/api/v1/accounts/verify_credentials";
  const token = granted.access_token;
  expect(await server.json("GET", path, { token })).toMatchObject({ username: "ana" });
  expect(await refused(exchange(code))).toEqual([400, "invalid_grant"]);
  expect((await server.call("GET", path, { token })).status).toBe(401);
});

test("the answer goes back with state and issuer (S-121)", async () => {
  const request = await readAuthorizeRequest(asked({ state: "s&t" }), server.social);
  if (!request.ok) throw new Error(request.reason);
  const answer = await grantAuthorization(request.value, ana.user.id, server.social);
  const { searchParams } = new URL(answer.type === "redirect" ? answer.location : "");
  expect([searchParams.get("state"), searchParams.get("iss")]).toEqual(["s&t", "https://social.test/"]);
  expect(denyAuthorization(request.value, server.social)).toBe(
    `${back}?error=access_denied&state=s%26t&iss=https%3A%2F%2Fsocial.test%2F`,
  );
});

test("a code may be shown instead", async () => {
  const code = await codeFor(asked({ redirect_uri: outOfBand }));
  const granted = await server.json("POST", "/oauth/token", exchange(code, { redirect_uri: outOfBand }));
  expect(granted).toMatchObject({ scope: "read" });
});

test("with a challenge, the verifier is needed and must fit", async () => {
  const pkce = asked({ code_challenge: challenge, code_challenge_method: "S256" });
  expect(await refused(exchange(await codeFor(pkce)))).toEqual([400, "invalid_grant"]);
  expect(await refused(exchange(await codeFor(pkce), { code_verifier: `${verifier}x` }))).toEqual([
    400,
    "invalid_grant",
  ]);
  const fits = exchange(await codeFor(pkce), { code_verifier: verifier });
  expect(await server.json("POST", "/oauth/token", fits)).toMatchObject({ scope: "read" });
});

test("without a challenge, a verifier is refused (S-113)", async () => {
  expect(await refused(exchange(await codeFor(asked()), { code_verifier: verifier }))).toEqual([
    400,
    "invalid_grant",
  ]);
});

test("a code is bound to its app, its redirect and its minute", async () => {
  expect(await refused(exchange(await codeFor(asked()), { redirect_uri: outOfBand }))).toEqual([
    400,
    "invalid_grant",
  ]);
  const code = await codeFor(asked());
  server.clock.advance(61_000);
  expect(await refused(exchange(code))).toEqual([400, "invalid_grant"]);
  const foreign = await codeFor(asked());
  app = await register({});
  expect(await refused(exchange(foreign))).toEqual([400, "invalid_grant"]);
});

test.each([
  [{ client_id: "unknown" }, { ok: false, reason: "unknown-client" }],
  [{ redirect_uri: "https://evil.test/" }, { ok: false, reason: "wrong-redirect" }],
  [{ redirect_uri: `${back}/` }, { ok: false, reason: "wrong-redirect" }],
  [
    { response_type: "token" },
    { reason: "unsupported_response_type", location: expect.stringContaining(back) },
  ],
  [{ scope: "write" }, { reason: "invalid_scope" }],
  [{ scope: "everything" }, { reason: "invalid_scope" }],
  [{ code_challenge: challenge, code_challenge_method: "plain" }, { reason: "invalid_request" }],
  [{ code_challenge: challenge }, { reason: "invalid_request" }],
  [
    { redirect_uri: outOfBand, scope: "write" },
    { reason: "invalid_scope", location: undefined },
  ],
])("a request with %o is not in order", async (more, verdict) => {
  expect(await readAuthorizeRequest(asked(more), server.social)).toMatchObject(verdict);
});

test("neither a password nor a redirect alone gives a token (S-111)", async () => {
  const { client_id, client_secret } = app;
  const password = { client_id, client_secret, username: "ana@mail.test", password: "a long enough secret" };
  expect(await refused({ form: { ...password, grant_type: "password" } })).toEqual([
    400,
    "unsupported_grant_type",
  ]);
  const implicit = await readAuthorizeRequest(asked({ response_type: "token" }), server.social);
  expect(implicit).toMatchObject({ ok: false, reason: "unsupported_response_type" });
});

test("a token has the scopes that were asked for, of those that were registered (S-115)", async () => {
  const granted = await server.json(
    "POST",
    "/oauth/token",
    exchange(await codeFor(asked({ scope: "read" }))),
  );
  expect(granted).toMatchObject({ scope: "read" });
  const { client_id, client_secret } = app;
  const form = { client_id, client_secret, grant_type: "client_credentials", scope: "write" };
  expect(await refused({ form })).toEqual([400, "invalid_scope"]);
  const widened = exchange(await codeFor(asked({ scope: "read" })), { scope: "read write:statuses" });
  expect(await server.json("POST", "/oauth/token", widened)).toMatchObject({ scope: "read" });
});

test("a redirect to one's own machine may use any port", async () => {
  const query = asked({ redirect_uri: "http://127.0.0.1:43210/cb" });
  expect(await readAuthorizeRequest(query, server.social)).toMatchObject({ ok: true });
});

test.each([
  "http://127.0.0.1:43210/c\nb",
  "http://127.0.0.1/c\tb",
  " http://127.0.0.1/cb",
  "http://127.0.0.1/a/../cb",
  "http://127.0.0.1:99999/cb",
  "http:\\\\127.0.0.1/cb",
  "http:127.0.0.1/cb",
  "http://127.1/cb",
  "HTTP://127.0.0.1/cb",
  "http://127.0.0.1/cb?",
])(
  "a redirect to one's own machine differs from the registered one in its port alone: %j (S-112)",
  async (uri) => {
    const query = asked({ redirect_uri: uri });
    expect(await readAuthorizeRequest(query, server.social)).toEqual({ ok: false, reason: "wrong-redirect" });
  },
);

test("a parameter that is repeated is a fault in the words of OAuth", async () => {
  const body = "grant_type=client_credentials&grant_type=password";
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const response = await server.api.request("/oauth/token", { method: "POST", headers, body });
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: "invalid_request", error_description: "The parameters could not be read: repeated" },
  ]);
});

test("an app proves itself in a header or in the body, but not in both", async () => {
  const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString("base64");
  const headers = { Authorization: `Basic ${basic}` };
  const form = { grant_type: "client_credentials", scope: "write:statuses" };
  expect(await server.json("POST", "/oauth/token", { headers, form })).toMatchObject({
    scope: "write:statuses",
  });
  const both = { ...form, client_id: app.client_id, client_secret: app.client_secret };
  expect(await refused({ headers, form: both })).toEqual([400, "invalid_request"]);
});

test.each([
  [{ client_secret: "wrong" }, [401, "invalid_client"]],
  [{ client_id: "unknown" }, [401, "invalid_client"]],
  [{ scope: "write" }, [400, "invalid_scope"]],
  [{ grant_type: "password" }, [400, "unsupported_grant_type"]],
  [{ grant_type: "__proto__" }, [400, "unsupported_grant_type"]],
  [{ grant_type: "" }, [400, "invalid_request"]],
  [{ grant_type: "authorization_code" }, [400, "invalid_request"]],
])("a token for %o is refused in the words of OAuth", async (more, answer) => {
  const { client_id, client_secret } = app;
  expect(
    await refused({ form: { grant_type: "client_credentials", client_id, client_secret, ...more } }),
  ).toEqual(answer);
});

test("POST /oauth/revoke takes a token back for its own app alone", async () => {
  const { access_token: token } = await server.json<TokenEntity>(
    "POST",
    "/oauth/token",
    exchange(await codeFor(asked())),
  );
  const other = await register({});
  const by = ({ client_id, client_secret }: CredentialApplicationEntity) => ({
    form: { client_id, client_secret, token },
  });
  const foreign = await server.call("POST", "/oauth/revoke", by(other));
  expect([foreign.status, await foreign.json()]).toMatchObject([403, { error: "unauthorized_client" }]);
  expect(await server.json("POST", "/oauth/revoke", by(app))).toEqual({});
  expect((await server.call("GET", "/api/v1/timelines/home", { token })).status).toBe(401);
  expect(await server.json("POST", "/oauth/revoke", by(app))).toEqual({});
});

test("GET /.well-known/oauth-authorization-server names what is there (S-121)", async () => {
  expect(await server.json("GET", "/.well-known/oauth-authorization-server")).toMatchObject({
    issuer: "https://social.test/",
    token_endpoint: "https://social.test/oauth/token",
    code_challenge_methods_supported: ["S256"],
    grant_types_supported: ["authorization_code", "client_credentials"],
  });
});
