import { beforeEach, describe, expect, it } from "vitest";
import { testServer, type TestServer } from "../testing/server.ts";

let server: TestServer;

beforeEach(() => {
  server = testServer();
});

describe("whose a token is", () => {
  const ana = {
    iss: "https://social.test/",
    sub: "https://social.test/users/ana",
    preferred_username: "ana",
    profile: "https://social.test/@ana",
  };

  it("GET /oauth/userinfo and POST /oauth/userinfo name the account, with the scope profile", async () => {
    const { user } = await server.person("ana");
    const token = await server.token(user, ["profile"]);
    for (const method of ["GET", "POST"])
      expect(await server.json(method, "/oauth/userinfo", { token })).toMatchObject(ana);
  });

  it("GET /oauth/userinfo is refused without a token, and with one of another scope", async () => {
    const { user } = await server.person("ana");
    expect((await server.call("GET", "/oauth/userinfo")).status).toBe(401);
    const token = await server.token(user, ["read"]);
    expect((await server.call("GET", "/oauth/userinfo", { token })).status).toBe(403);
  });
});

describe("what a token is good for", () => {
  async function registered() {
    const { app, secret } = await server.social.signIn.registerApp({
      name: "App",
      website: undefined,
      redirectUris: ["https://app.test/back"],
      scopes: ["read"],
    });
    const form = { client_id: app.clientId, client_secret: secret };
    const ask = (token: string) => server.json("POST", "/oauth/introspect", { form: { ...form, token } });
    return { app, ask };
  }

  it("is told to the app that it belongs to, for as long as it holds (S-118)", async () => {
    const { user } = await server.person("ana");
    const [{ app, ask }, other] = [await registered(), await registered()];
    const { secret } = await server.social.signIn.grant({ app: app.id, user: user.id, scopes: ["read"] });
    expect(await ask(secret)).toEqual({
      active: true,
      scope: "read",
      client_id: app.clientId,
      token_type: "Bearer",
      iss: "https://social.test/",
      sub: "https://social.test/users/ana",
      username: "ana",
    });
    expect(await other.ask(secret)).toEqual({ active: false });
    await server.social.signIn.revoke(app.id, secret);
    expect(await ask(secret)).toEqual({ active: false });
    expect(await ask("made up")).toEqual({ active: false });
  });

  it("is told to nobody who does not prove which app they are", async () => {
    const answer = await server.call("POST", "/oauth/introspect", { form: { token: "x" } });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: "invalid_client" }]);
  });
});
