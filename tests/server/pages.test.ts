import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openBrowserAt } from "../support/browser.ts";
import type { Browser, Page } from "../support/browser.ts";
import { addPerson, openServer } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  server = await openServer();
  ana = await addPerson(server, "ana");
});

afterAll(() => server.stop());

const openBrowser = (given?: ReadonlyMap<string, string>): Browser => openBrowserAt(server.origin, given);

async function signIn(browser: ReturnType<typeof openBrowser>, password = ana.password): Promise<Page> {
  const { token } = await browser("/auth/sign_in");
  return browser("/auth/sign_in", { form_token: token, email: ana.email, password, next: "/" });
}

async function registerApp(redirectUri: string): Promise<{ client_id: string; client_secret: string }> {
  const answer = await fetch(`${server.origin}/api/v1/apps`, {
    method: "POST",
    body: new URLSearchParams({
      client_name: "Reader <b>",
      redirect_uris: redirectUri,
      scopes: "read write",
      website: "https://reader.example",
    }),
  });
  return (await answer.json()) as { client_id: string; client_secret: string };
}

describe("signing in", () => {
  test("GET /auth/sign_in works with the right password alone, opens a session, and signing out ends it", async () => {
    const browser = openBrowser();
    assert.equal((await signIn(browser, "wrong")).status, 422);
    const done = await signIn(browser);
    assert.deepEqual([done.status, done.location], [303, "/"]);
    const home = await browser("/");
    assert.ok(home.text.includes("Sign out"));
    assert.equal((await browser("/auth/sign_out", { form_token: home.token })).status, 303);
    assert.ok(!(await browser("/")).text.includes("Sign out"));
  });

  test("again, ends the session that the browser had before (S-129)", async () => {
    const browser = openBrowser();
    await signIn(browser);
    const thief = openBrowser(browser.cookies);
    assert.ok((await thief("/")).text.includes("Sign out"));
    const { token } = await browser("/auth/sign_in?again=true");
    await browser("/auth/sign_in", {
      form_token: token,
      email: ana.email,
      password: ana.password,
      next: "/",
    });
    assert.ok((await browser("/")).text.includes("Sign out"));
    assert.ok(!(await thief("/")).text.includes("Sign out"));
  });

  test("leads nowhere but here afterwards (S-103)", async () => {
    for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "/%2f/evil.example"]) {
      const browser = openBrowser();
      const { token } = await browser("/auth/sign_in");
      const done = await browser("/auth/sign_in", {
        form_token: token,
        email: ana.email,
        password: ana.password,
        next,
      });
      assert.equal(done.location, "/", next);
    }
  });

  test("a form of another site, or of another browser, is refused (S-099)", async () => {
    const browser = openBrowser();
    const { token } = await browser("/auth/sign_in");
    const form = { form_token: token, email: ana.email, password: ana.password };
    assert.equal((await browser("/auth/sign_in", form, { origin: "https://evil.example" })).status, 403);
    assert.equal((await browser("/auth/sign_in", form, { "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await openBrowser()("/auth/sign_in", form)).status, 403);
  });
});

describe("a form that cannot be read", () => {
  test("is refused like any other that is not ours, and is no fault of the server", async () => {
    for (const path of ["/auth/sign_in", "/auth/sign_out", "/oauth/authorize"]) {
      for (const type of ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain"]) {
        const headers = { "content-type": type, accept: "text/html" };
        const answer = await fetch(`${server.origin}${path}`, {
          method: "POST",
          headers,
          body: "not a form",
        });
        assert.equal(answer.status, 403, `${path} ${type}`);
        assert.ok((await answer.text()).includes("Please try again"));
      }
    }
  });
});

describe("letting an app in", () => {
  const redirectUri = "https://reader.example/back";
  const verifier = randomBytes(32).toString("base64url");
  const request = async (over: Readonly<Record<string, string>> = {}) => {
    const app = await registerApp(over["redirect_uri"] ?? redirectUri);
    const parameters = {
      response_type: "code",
      client_id: app.client_id,
      redirect_uri: redirectUri,
      scope: "read",
      state: "a b&c",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      ...over,
    };
    return { app, path: `/oauth/authorize?${new URLSearchParams(parameters).toString()}` };
  };

  test("GET /oauth/authorize asks for a password first and shows who asks, POST /oauth/authorize gives a code that becomes a token once", async () => {
    const browser = openBrowser();
    const { app, path } = await request();
    const first = await browser(path);
    assert.equal(first.status, 303);
    const form = await browser(first.location);
    const next = new URL(first.location, server.origin).searchParams.get("next") ?? "";
    const signedIn = await browser("/auth/sign_in", {
      form_token: form.token,
      email: ana.email,
      password: ana.password,
      next,
    });
    assert.equal(signedIn.status, 303);
    const consent = await browser(signedIn.location);
    assert.ok(consent.text.includes("Reader &lt;b&gt;") && consent.text.includes("reader.example"));
    assert.match(
      consent.headers.get("content-security-policy") ?? "",
      /form-action 'self' https:\/\/reader\.example/,
    );
    const allowed = await browser(signedIn.location, { form_token: consent.token, decision: "allow" });
    assert.equal(allowed.status, 303);
    assert.equal(allowed.headers.get("referrer-policy"), "no-referrer");
    assert.equal(allowed.headers.get("cache-control"), "no-store");
    const back = new URL(allowed.location);
    assert.deepEqual([back.origin + back.pathname, back.searchParams.get("state")], [redirectUri, "a b&c"]);
    const grant = {
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...app,
    };
    const redeem = () =>
      fetch(`${server.origin}/oauth/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: grant.grant_type,
          code: grant.code,
          redirect_uri: grant.redirect_uri,
          code_verifier: grant.code_verifier,
          client_id: grant.client_id,
          client_secret: grant.client_secret,
        }),
      });
    const token = (await (await redeem()).json()) as { access_token: string };
    const me = await fetch(`${server.origin}/api/v1/accounts/verify_credentials`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    assert.equal(((await me.json()) as { username: string }).username, "ana");
    assert.equal((await redeem()).status, 400);
  });

  test("a refusal is told to the app, by an answer that nobody keeps or passes on (S-123)", async () => {
    const browser = openBrowser();
    await signIn(browser);
    const { path } = await request();
    const consent = await browser(path);
    const denied = await browser(path, { form_token: consent.token, decision: "deny" });
    assert.equal(new URL(denied.location).searchParams.get("error"), "access_denied");
    assert.deepEqual(
      [denied.status, denied.headers.get("cache-control"), denied.headers.get("referrer-policy")],
      [303, "no-store", "no-referrer"],
    );
  });

  test("a code is shown where no browser can go back", async () => {
    const browser = openBrowser();
    await signIn(browser);
    const { path } = await request({ redirect_uri: "urn:ietf:wg:oauth:2.0:oob" });
    const consent = await browser(path);
    const shown = await browser(path, { form_token: consent.token, decision: "allow" });
    assert.match(shown.text, /id="code">[\w-]{20,}</);
  });

  test("nobody is sent to an address that the app did not register (S-112, S-123)", async () => {
    const browser = openBrowser();
    await signIn(browser);
    const { path } = await request();
    const other = await browser(path.replace("reader.example", "evil.example"));
    assert.deepEqual([other.status, other.location], [400, ""]);
    assert.equal((await browser("/oauth/authorize?client_id=nobody")).status, 400);
  });

  test("a consent without its form's token is refused (S-120)", async () => {
    const browser = openBrowser();
    await signIn(browser);
    const { path } = await request();
    assert.equal((await browser(path, { decision: "allow" })).status, 403);
  });
});

describe("what everybody may read", () => {
  const post = async (status: string, visibility: string): Promise<string> => {
    const answer = await fetch(`${server.origin}/api/v1/statuses`, {
      method: "POST",
      headers: { authorization: `Bearer ${ana.token}` },
      body: new URLSearchParams({ status, visibility }),
    });
    return ((await answer.json()) as { id: string }).id;
  };

  test("is what is public or unlisted, and nothing else", async () => {
    const ids = {
      public: await post("said to all", "public"),
      unlisted: await post("said quietly", "unlisted"),
      private: await post("said to followers", "private"),
      direct: await post("said to nobody", "direct"),
    };
    const browser = openBrowser();
    await signIn(browser);
    for (const page of [await browser("/@ana"), await browser("/@ana.rss"), await browser("/")]) {
      assert.equal(page.status, 200);
      assert.ok(page.text.includes("said to all"));
      assert.ok(!page.text.includes("said to followers") && !page.text.includes("said to nobody"));
    }
    assert.ok((await browser("/@ana")).text.includes("said quietly"));
    assert.ok(!(await browser("/@ana.rss")).text.includes("said quietly"));
    assert.equal((await browser(`/@ana/${ids.public}`)).status, 200);
    assert.equal((await browser(`/@ana/${ids.unlisted}`)).status, 200);
    assert.equal((await browser(`/@ana/${ids.private}`)).status, 404);
    assert.equal((await browser(`/@ana/${ids.direct}`)).status, 404);
    assert.equal((await browser(`/@nobody/${ids.public}`)).status, 404);
  });

  test("pages name their machine-readable form, run no scripts, and escape what people write (S-100, S-107)", async () => {
    const id = await post("<script>alert(1)</script>", "public");
    const page = await openBrowser()(`/@ana/${id}`);
    assert.match(page.text, /<link rel="alternate" type="application\/activity\+json" href="http/);
    assert.ok(!page.text.includes("<script"));
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.ok(policy.includes("default-src 'none'") && !policy.includes("unsafe"));
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
  });

  test("the same address answers a server with the object", async () => {
    const answer = await fetch(`${server.origin}/@ana`, {
      headers: { accept: "application/activity+json" },
      redirect: "follow",
    });
    const actor = (await answer.json()) as { preferredUsername: string };
    assert.equal(actor.preferredUsername, "ana");
  });

  test("GET /privacy-policy is there, GET /terms-of-service once there are terms", async () => {
    const policy = await openBrowser()("/privacy-policy");
    assert.equal(policy.status, 200);
    assert.ok(policy.text.includes("What is kept."));
    const terms = await openBrowser()("/terms-of-service");
    assert.equal(terms.status, 404);
  });

  test("GET /about is there, where the API says that it is", async () => {
    const answer = await fetch(`${server.origin}/api/v2/instance`);
    const { configuration } = (await answer.json()) as { configuration: { urls: { about: string } } };
    const page = await openBrowser()(new URL(configuration.urls.about).pathname);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes("part of the fediverse"));
  });

  test("GET /tags/:name is a page", async () => {
    await post("about #tides", "public");
    const page = await openBrowser()("/tags/Tides");
    assert.equal(page.status, 200);
    assert.ok(page.text.includes("about"));
  });

  test("files and placeholders are there", async () => {
    for (const [path, type] of [
      ["/assets/site.css", "text/css"],
      ["/avatars/original/missing.png", "image/png"],
      ["/headers/original/missing.png", "image/png"],
    ]) {
      const answer = await fetch(`${server.origin}${path}`);
      assert.equal(answer.status, 200);
      assert.ok(answer.headers.get("content-type")?.startsWith(type ?? ""));
      await answer.arrayBuffer();
    }
  });
});

describe("what the door turns away", () => {
  const raw = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    openBrowser()(path, undefined, headers);

  test("an unknown host", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      request(
        {
          host: "127.0.0.1",
          port: new URL(server.origin).port,
          path: "/",
          headers: { host: "evil.example" },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      ).end();
    });
    assert.equal(status, 421);
  });

  test("a path that can be read in two ways", async () => {
    assert.equal((await raw("/a%2fb")).status, 400);
    assert.equal((await raw("/api//v1/statuses")).status, 400);
  });

  test("what is not there, in the asker's own form", async () => {
    const page = await raw("/nothing");
    assert.equal(page.status, 404);
    assert.ok(page.text.includes("Not found"));
    const json = await fetch(`${server.origin}/api/v1/nothing`);
    assert.deepEqual([json.status, Object.keys((await json.json()) as object)], [404, ["error"]]);
  });
});
