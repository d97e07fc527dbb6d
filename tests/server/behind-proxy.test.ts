import assert from "node:assert/strict";
import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, test } from "vitest";
import { openServer } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await openServer({
    LOCAL_DOMAIN: "social.example",
    WEB_DOMAIN: "www.social.example",
    TRUSTED_PROXY_IP: "127.0.0.1",
    RATE_LIMIT_EXEMPT: "192.0.2.1",
  });
});

afterAll(() => server.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks over plain http, as a proxy does that holds the certificate. */
function ask(
  target: string,
  { headers = {}, body }: { headers?: Readonly<Record<string, string>>; body?: string } = {},
): Promise<Answer> {
  const options = {
    host: "127.0.0.1",
    port: server.running.port,
    path: target,
    method: body === undefined ? "GET" : "POST",
    headers: { host: "www.social.example", accept: "text/html", ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      text(answer).then(
        (read) => resolve({ status: answer.statusCode, headers: answer.headers, body: read }),
        reject,
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

test("addresses are those of the settings, whatever the connection is", async () => {
  const found = await ask("/.well-known/nodeinfo");
  assert.equal(found.status, 200);
  assert.ok(found.body.includes("https://www.social.example/"));
  const instance = JSON.parse((await ask("/api/v2/instance")).body);
  assert.equal(instance.domain, "social.example");
  assert.match(instance.configuration.urls.streaming, /^wss:\/\/www\.social\.example/);
});

test("a body arrives whole", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = "client_name=Reader&redirect_uris=urn:ietf:wg:oauth:2.0:oob&scopes=read";
  const made = await ask("/api/v1/apps", { headers, body });
  assert.equal(made.status, 200, made.body);
  assert.equal(JSON.parse(made.body).name, "Reader");
  assert.equal(
    (await ask("/inbox", { headers: { "content-type": "application/activity+json" }, body: "{}" })).status,
    401,
  );
});

test("cookies are for this host and https alone", async () => {
  const page = await ask("/auth/sign_in");
  assert.match(String(page.headers["set-cookie"]), /^__Host-visit=.*Secure/);
  assert.ok(page.headers["strict-transport-security"]);
});

test("the host that the proxy names counts, and has to be one of ours", async () => {
  assert.equal(
    (await ask("/", { headers: { host: "internal", "x-forwarded-host": "social.example" } })).status,
    200,
  );
  assert.equal((await ask("/", { headers: { "x-forwarded-host": "evil.example" } })).status, 421);
});

test("clients behind the proxy are counted apart, and some not at all", async () => {
  const remaining = async (client: string) => {
    const { headers } = await ask("/api/v1/instance", { headers: { "x-forwarded-for": client } });
    return headers["x-ratelimit-remaining"];
  };
  assert.equal(await remaining("198.51.100.1"), "299");
  assert.equal(await remaining("203.0.113.7, 198.51.100.1"), "298");
  assert.equal(await remaining("198.51.100.2"), "299");
  assert.equal(await remaining("192.0.2.1"), undefined);
});
