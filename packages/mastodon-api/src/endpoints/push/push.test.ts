import { beforeEach, expect, it } from "vitest";
import type { PushSubscriptionEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
});

const path = "/api/v1/push/subscription";
const keys = { p256dh: "a point", auth: "a secret" };
const none = {
  mention: false,
  quote: false,
  status: false,
  reblog: false,
  follow: false,
  follow_request: false,
  favourite: false,
  poll: false,
  update: false,
  quoted_update: false,
  "admin.sign_up": false,
  "admin.report": false,
};

function subscribe(token: string, more: object = {}): Promise<PushSubscriptionEntity> {
  const json = {
    subscription: { endpoint: "https://push.test/1", keys, standard: true },
    data: { alerts: { mention: true, "admin.report": "true", follow: false }, policy: "followed" },
    ...more,
  };
  return server.json("POST", path, { token, json });
}

it("POST /api/v1/push/subscription keeps one for a token, in the place of the former one", async () => {
  const made = await subscribe(ana.token);
  expect(made).toEqual({
    id: 1,
    endpoint: "https://push.test/1",
    standard: true,
    server_key: "BKey",
    policy: "followed",
    alerts: { ...none, mention: true, "admin.report": true },
  });
  const form = {
    "subscription[endpoint]": "https://push.test/2",
    "subscription[keys][p256dh]": "point",
    "subscription[keys][auth]": "secret",
    "data[alerts][follow]": "1",
  };
  const again = await server.json<PushSubscriptionEntity>("POST", path, { token: ana.token, form });
  expect(again).toEqual({
    ...made,
    endpoint: "https://push.test/2",
    standard: false,
    policy: "all",
    alerts: { ...none, follow: true },
  });
  const kept = await server.storage.stores.push.targets([ana.account.id]);
  expect(kept).toEqual([{ id: "1", account: ana.account.id, alerts: ["follow"], policy: "all" }]);
});

it("POST /api/v1/push/subscription refuses what is missing, wrong, or leads inside, and changes nothing (S-066)", async () => {
  const made = await subscribe(ana.token);
  const endpoint = "https://push.test/1";
  const wrong = [
    {},
    { subscription: { endpoint } },
    { subscription: { endpoint, keys: { p256dh: "a point" } } },
    { subscription: { endpoint: "http://127.0.0.1/", keys } },
    { subscription: { endpoint, keys }, data: { policy: "friends" } },
  ];
  for (const json of wrong) {
    expect((await server.call("POST", path, { token: ana.token, json })).status).toBe(422);
  }
  expect(await server.json("GET", path, { token: ana.token })).toEqual(made);
  const narrow = await server.token(ana.user, ["read", "write"]);
  expect((await server.call("POST", path, { token: narrow, json: {} })).status).toBe(403);
  expect((await server.call("POST", path, { json: {} })).status).toBe(401);
});

it("GET /api/v1/push/subscription shows the token's own, and 404 where it has none", async () => {
  const made = await subscribe(ana.token);
  expect(await server.json("GET", path, { token: ana.token })).toEqual(made);
  const other = await server.token(ana.user, ["push"]);
  expect((await server.call("GET", path, { token: other })).status).toBe(404);
});

it("PUT /api/v1/push/subscription changes what the app is woken for", async () => {
  const made = await subscribe(ana.token);
  const put = (json: object, token = ana.token) => server.call("PUT", path, { token, json });
  const changed = await put({ data: { alerts: { poll: true } } });
  expect(await changed.json()).toEqual({ ...made, alerts: { ...none, poll: true } });
  expect(await (await put({ policy: "none" })).json()).toMatchObject({
    policy: "none",
    alerts: { poll: true },
  });
  expect((await put({ data: { policy: "friends" } })).status).toBe(422);
  const other = await server.token(ana.user, ["push"]);
  expect((await put({ policy: "all" }, other)).status).toBe(404);
});

it("DELETE /api/v1/push/subscription lets the app sleep, also a second time", async () => {
  await subscribe(ana.token);
  for (const _ of [1, 2]) expect(await server.json("DELETE", path, { token: ana.token })).toEqual({});
  expect((await server.call("GET", path, { token: ana.token })).status).toBe(404);
});

it("a subscription goes with its token (S-117), and an account has ten at most (S-169)", async () => {
  const tokens: string[] = [];
  for (let made = 0; made < 12; made += 1) tokens.push(await server.token(ana.user, ["push"]));
  for (const token of tokens) await subscribe(token);
  const statuses = await Promise.all(
    tokens.map(async (token) => (await server.call("GET", path, { token })).status),
  );
  expect(statuses).toEqual([404, 404, ...Array.from({ length: 10 }, () => 200)]);
  await server.social.signIn.deleteUser(ana.account.id);
  expect(await server.storage.stores.push.targets([ana.account.id])).toEqual([]);
});

it("the key by which push services know the server stands in instance and app", async () => {
  const instance = await server.json<{ configuration: { vapid: unknown } }>("GET", "/api/v2/instance");
  expect(instance.configuration.vapid).toEqual({ public_key: "BKey" });
  const form = { client_name: "App", redirect_uris: "https://app.test/back" };
  expect(await server.json("POST", "/api/v1/apps", { form })).toMatchObject({ vapid_key: "BKey" });
});
