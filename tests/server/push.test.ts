import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { claimsOf, parameter, pushStandIn, sleepingApp } from "../support/push-app.ts";
import type { PushStandIn, SleepingApp } from "../support/push-app.ts";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let service: PushStandIn;
let ana: Person;
let ben: Person;
let app: SleepingApp;

beforeAll(async () => {
  service = await pushStandIn();
  server = await openServer({ SITE_CONTACT_EMAIL: "mayor@here.example" });
  [ana, ben] = await Promise.all([addPerson(server, "ana"), addPerson(server, "ben")]);
});

afterAll(async () => {
  await server.stop();
  await service.close();
});

beforeEach(() => {
  app = sleepingApp();
  service.answer(201);
});

interface Called {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(operation: string, { token }: Person, json?: object): Promise<Called> {
  const [method = "", path = ""] = operation.split(" ");
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = json === undefined ? null : JSON.stringify(json);
  const response = await fetch(`${server.origin}${path}`, { method, headers, body });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer as Called["body"] }; // JSON: an object, or a list of them
}

function subscribe(endpoint: string, standard: boolean, keys: Pick<SleepingApp, "p256dh" | "auth"> = app) {
  const subscription = { endpoint, standard, keys: { p256dh: keys.p256dh, auth: keys.auth } };
  return call("POST /api/v1/push/subscription", ana, {
    subscription,
    data: { alerts: { mention: true, follow: true } },
  });
}

/** What the push service is given next. */
async function nextMessage() {
  const count = service.messages.length;
  return until("the push service is asked", async () => service.messages[count]);
}

async function mention(status: string): Promise<string> {
  return String((await call("POST /api/v1/statuses", ben, { status })).body["id"]);
}

test("a message of RFC 8291 is opened as its authors opened it", () => {
  const theirs = sleepingApp({
    privateKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  });
  const body =
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
  const message = {
    path: "/",
    headers: { "content-encoding": "aes128gcm" },
    body: Buffer.from(body, "base64url"),
  };
  assert.equal(theirs.open(message), "When I grow up, I want to be a watermelon");
});

describe.each([
  { standard: true, encoding: "aes128gcm" },
  { standard: false, encoding: "aesgcm" },
])("an app that asks for $encoding", ({ standard, encoding }) => {
  test("is woken by a message that it alone can open, in Mastodon's form", async () => {
    const { body: subscription } = await subscribe(`${service.origin}/wake/1`, standard);
    const coming = nextMessage();
    await mention("@ana good <morning> & \u{1F44B}");
    const message = await coming;
    assert.equal(message.path, "/wake/1");
    assert.equal(message.headers["content-encoding"], encoding);
    assert.equal(message.headers["content-type"], "application/octet-stream");
    assert.deepEqual([message.headers["ttl"], message.headers["urgency"]], ["172800", "normal"]);
    const text = app.open(message);
    const told = await call("GET /api/v1/notifications?limit=1", ana);
    const [news] = Object.values(told.body) as { readonly id: string }[]; // a list, read as an object
    assert.ok(text.includes(`"notification_id":${news?.id},`));
    const { notification_id: _, ...rest } = JSON.parse(text);
    assert.deepEqual(rest, {
      access_token: ana.token,
      preferred_locale: "en",
      notification_type: "mention",
      icon: `${server.origin}/avatars/original/missing.png`,
      title: "ben mentioned you",
      body: "@ana good <morning> & \u{1F44B}",
    });
    assert.equal(message.body.includes(ana.token), false);
    assert.equal(subscription["standard"], standard);
  });

  test("sees by a signed token who wakes it (RFC 8292)", async () => {
    const { body } = await subscribe(`${service.origin}/wake/2`, standard);
    const coming = nextMessage();
    await mention("@ana who is it?");
    const { headers } = await coming;
    const key = String(body["server_key"]);
    const { authorization = "" } = headers;
    const token = standard
      ? parameter(authorization.replace(/^vapid /, ""), "t")
      : authorization.replace(/^WebPush /, "");
    assert.equal(
      parameter(standard ? authorization : headers["crypto-key"], standard ? "k" : "p256ecdsa"),
      key,
    );
    const claims = claimsOf(token, key);
    assert.deepEqual([claims["aud"], claims["sub"]], [service.origin, "mailto:mayor@here.example"]);
    const left = Number(claims["exp"]) - Date.now() / 1000;
    assert.ok(left > 0 && left <= 86_400);
  });
});

test("a push service that does not take a message now is asked again", async () => {
  await subscribe(`${service.origin}/wake/3`, true);
  service.answer(503);
  const coming = nextMessage();
  await mention("@ana are you there?");
  await coming;
  const { storage } = server.running.composition;
  await until("the message is put off", async () => {
    const [push] = await server.running.composition.database.connection`
      select attempts from pushes where claim is null and attempts = 1`;
    return push;
  });
  await server.running.composition.database.connection`update pushes set next_at = now()`;
  service.answer(201);
  const again = await nextMessage();
  assert.match(app.open(again), /are you there/);
  const later = new Date(Date.now() + 86_400_000);
  await until("the message is sent", async () => {
    const left = await storage.transact((work) => work.push.claim(1, { at: later, until: later }));
    return left.length === 0 ? true : undefined;
  });
});

test.each([404, 410])("a subscription that is answered with %i is removed", async (status) => {
  await subscribe(`${service.origin}/gone`, true);
  service.answer(status);
  const coming = nextMessage();
  await mention("@ana one more");
  await coming;
  const found = await until("the subscription is removed", async () => {
    const shown = await call("GET /api/v1/push/subscription", ana);
    return shown.status === 404 ? shown : undefined;
  });
  assert.deepEqual(found.body, { error: "Record not found" });
});

test("the address at a push service leads nowhere inside, and its keys can be used (S-066, S-054)", async () => {
  const good = `${service.origin}/wake`;
  for (const endpoint of [
    "https://10.0.0.1/",
    "ftp://push.example/",
    "https://a:b@push.example/",
    "push.example",
  ])
    assert.equal((await subscribe(endpoint, true)).status, 422, endpoint);
  const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString("base64url");
  for (const p256dh of [offCurve, "AAAA"])
    assert.equal((await subscribe(good, true, { ...app, p256dh })).status, 422);
  assert.equal((await subscribe(good, true, { ...app, auth: "AAAA" })).status, 422);
  assert.equal((await call("GET /api/v1/push/subscription", ana)).status, 404);
});

test("the keys lie sealed in the database, and stay the same (S-172)", async () => {
  await subscribe(`${service.origin}/sealed`, true);
  const { connection } = server.running.composition.database;
  const [row] = await connection`
    select sealed, (select private_sealed from push_keys) as own, (select public_key from push_keys) as public_key
    from push_subscriptions`;
  const text = JSON.stringify(row);
  for (const secret of [app.auth, app.p256dh, ana.token, "/sealed", "PRIVATE KEY"])
    assert.equal(text.includes(secret), false);
  assert.equal(row?.["publicKey"], server.running.composition.push.publicKey);
});
