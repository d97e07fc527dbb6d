import assert from "node:assert/strict";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openMailServer } from "../support/mail.ts";
import type { MailServer, Post } from "../support/mail.ts";
import { openBrowserAt } from "../support/browser.ts";
import type { Browser, Page } from "../support/browser.ts";
import { addPerson, openServer, until } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";

let mail: MailServer;
let server: TestServer;

beforeAll(async () => {
  mail = await openMailServer();
  server = await openServer({
    REGISTRATIONS: "open",
    SMTP_SERVER: "127.0.0.1",
    SMTP_PORT: String(mail.port),
    SMTP_ENABLE_STARTTLS: "never",
  });
});

afterAll(async () => {
  await server.stop();
  await mail.close();
});

/** The next letter to an address after the first so many. */
function letterTo(address: string, seen = 0): Promise<Post> {
  return until(`a letter to ${address}`, async () => {
    return mail.received.filter(({ to }) => to.includes(address))[seen];
  });
}

function linkIn({ text }: Post): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error("The letter holds no link.");
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

async function send(browser: Browser, path: string, form: Readonly<Record<string, string>>): Promise<Page> {
  const { token } = await browser(form["from"] ?? path);
  return browser(path, { ...form, form_token: token });
}

const open = (): Browser => openBrowserAt(server.origin);

const eve = {
  username: "eve",
  email: "eve@mail.example",
  password: "correct horse",
  agreement: "true",
};

function signIn(browser: Browser, password = eve.password, email = eve.email): Promise<Page> {
  return send(browser, "/auth/sign_in", { email, password, next: "/settings/profile" });
}

describe("signing up with a browser", () => {
  test("GET /auth/sign_up asks without a script, GET /auth/setup tells of the letter, GET /auth/confirmation opens the account", async () => {
    const browser = open();
    const page = await browser("/auth/sign_up");
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes("<script"));
    const wrong = await browser("/auth/sign_up", { ...eve, username: "admin", form_token: page.token });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.text.includes("Username is reserved"));
    const done = await browser("/auth/sign_up", { ...eve, form_token: page.token });
    assert.deepEqual([done.status, done.location], [303, "/auth/setup"]);
    assert.ok((await browser("/auth/setup")).text.includes("Read your mail"));
    assert.equal((await signIn(open())).status, 422);
    assert.equal((await fetch(`${server.origin}/@eve`, { headers: { accept: "text/html" } })).status, 404);
    const link = linkIn(await letterTo(eve.email));
    const confirmed = await open()(link);
    assert.deepEqual([confirmed.status, confirmed.location], [302, "/auth/sign_in"]);
    assert.equal(confirmed.headers.get("referrer-policy"), "no-referrer");
    assert.equal((await open()("/auth/confirmation?confirmation_token=made-up")).status, 404);
    assert.equal((await signIn(open())).status, 303);
    assert.equal((await fetch(`${server.origin}/@eve`, { headers: { accept: "text/html" } })).status, 200);
  });

  test("a form of another site signs nobody up, and no mail is sent for one (S-099)", async () => {
    const browser = open();
    const { token } = await browser("/auth/sign_up");
    const form = { ...eve, username: "mal", email: "mal@mail.example", form_token: token };
    assert.equal((await browser("/auth/sign_up", form, { "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await browser("/auth/sign_up", form, { origin: "https://evil.example" })).status, 403);
    assert.equal((await open()("/auth/setup", { email: eve.email })).status, 403);
  });

  test("POST /api/v1/accounts by an app leads back to the app, and its token holds once the letter was read", async () => {
    const post = async (path: string, body: Readonly<Record<string, string>>, token?: string) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await fetch(`${server.origin}${path}`, {
        method: "POST",
        headers,
        body: new URLSearchParams(body),
      });
      return (await answer.json()) as Readonly<Record<string, string>>;
    };
    const redirect_uris = "app.example:/back";
    const app = await post("/api/v1/apps", { client_name: "App", redirect_uris, scopes: "read write" });
    const { client_id = "", client_secret = "" } = app;
    const client = { client_id, client_secret, grant_type: "client_credentials", scope: "write" };
    const { access_token: own } = await post("/oauth/token", client);
    const fay = { ...eve, username: "fay", email: "fay@mail.example", locale: "en" };
    const { access_token: token } = await post("/api/v1/accounts", fay, own);
    const me = async () =>
      (
        await fetch(`${server.origin}/api/v1/accounts/verify_credentials`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    assert.equal(await me(), 403);
    const confirmed = await open()(linkIn(await letterTo("fay@mail.example")));
    assert.deepEqual([confirmed.status, confirmed.location], [302, redirect_uris]);
    assert.equal(await me(), 200);
  });
});

describe("a lost password", () => {
  test("GET /auth/password/new sends a link that works once, signs everybody out, and tells the user (S-117)", async () => {
    const person = await addPerson(server, "gil");
    const before = open();
    await signIn(before, person.password, person.email);
    const asked = await send(open(), "/auth/password", { from: "/auth/password/new", email: person.email });
    const unknown = await send(open(), "/auth/password", {
      from: "/auth/password/new",
      email: "no@mail.example",
    });
    const says = (page: Page) => /<h1>.*<\/h1>\s*<p>.*<\/p>/s.exec(page.text)?.[0];
    assert.deepEqual([asked.status, says(asked)], [unknown.status, says(unknown)]);
    const link = linkIn(await letterTo(person.email));
    const browser = open();
    const page = await browser(link);
    assert.equal(page.headers.get("referrer-policy"), "no-referrer");
    const secret = new URL(link, server.origin).searchParams.get("reset_password_token") ?? "";
    const change = (password: string) =>
      browser("/auth/password/edit", { form_token: page.token, secret, password });
    assert.equal((await change("short")).status, 422);
    assert.equal((await change("another long one")).status, 303);
    assert.equal((await change("another long one")).status, 404);
    assert.ok(!(await before("/")).text.includes("Sign out"));
    const answer = await fetch(`${server.origin}/api/v1/accounts/verify_credentials`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    assert.equal(answer.status, 401);
    assert.ok((await letterTo(person.email, 1)).text.includes("password"));
    assert.equal((await signIn(open(), "another long one", person.email)).status, 303);
  });
});

describe("what people change themselves", () => {
  test("GET /settings/profile is for whoever is signed in, and changes password, address and sessions", async () => {
    const person = await addPerson(server, "hal");
    assert.equal((await open()("/settings/profile")).status, 302);
    const browser = open();
    await signIn(browser, person.password, person.email);
    const other = open();
    await signIn(other, person.password, person.email);
    const page = await browser("/settings/profile");
    assert.ok(page.text.includes("Current password"));
    const form = { form_token: page.token, current: person.password };
    const wrong = await browser("/settings/email", { ...form, current: "wrong", email: "hal2@mail.example" });
    assert.equal(wrong.status, 422);
    await browser("/settings/email", { ...form, email: "hal2@mail.example" });
    const users = server.running.composition.storage.stores.users;
    assert.equal((await users.byEmail(person.email))?.email, person.email);
    await open()(linkIn(await letterTo("hal2@mail.example")));
    assert.equal(await users.byEmail(person.email), undefined);
    assert.ok((await letterTo(person.email)).text.includes("hal2@mail.example"));
    assert.ok(!(await other("/")).text.includes("Sign out"));
    const again = open();
    await signIn(again, person.password, "hal2@mail.example");
    const settings = await again("/settings/profile");
    const session = /name="session" value="([^"]+)"/.exec(settings.text)?.[1] ?? "";
    await again("/settings/sessions", { form_token: settings.token, session });
    assert.ok(!(await again("/")).text.includes("Sign out"));
  });

  test("GET /.well-known/change-password leads to where it is changed", async () => {
    const page = await open()("/.well-known/change-password");
    assert.deepEqual([page.status, page.location], [302, "/settings/profile"]);
  });

  test("DELETE /auth/sign_out ends the session, with the form's token alone (S-099)", async () => {
    const person = await addPerson(server, "ina");
    const browser = open();
    await signIn(browser, person.password, person.email);
    const { token } = await browser("/");
    const leave = (headers: Readonly<Record<string, string>>) =>
      fetch(`${server.origin}/auth/sign_out`, {
        method: "DELETE",
        redirect: "manual",
        headers: {
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          origin: server.origin,
          ...headers,
        },
      });
    assert.equal((await leave({})).status, 403);
    assert.equal((await leave({ "x-csrf-token": token })).status, 302);
    assert.ok(!(await browser("/")).text.includes("Sign out"));
  });
});

test("two-factor sign-in is turned on by a page, asks for a code from then on, and tells by a letter", async () => {
  const person = await addPerson(server, "noa");
  const browser = open();
  await signIn(browser, person.password, person.email);
  const asked = await send(browser, "/settings/two_factor", { current: person.password, wish: "on" });
  const key = /id="key">([A-Z2-7]{32})</.exec(asked.text)?.[1] ?? "";
  const app = new TOTP({ secret: key });
  const on = await browser("/settings/two_factor/code", { form_token: asked.token, code: app.generate() });
  assert.ok(on.text.includes("Two-factor sign-in is on"));
  const recovery = /<li class="code">([\w-]{16})</.exec(on.text)?.[1] ?? "";
  assert.ok((await letterTo(person.email)).text.includes("two-factor sign-in is on"));
  const other = open();
  const step = await signIn(other, person.password, person.email);
  assert.equal(step.status, 200);
  assert.ok(!(await other("/")).text.includes("Sign out"));
  const secret = /name="secret" value="([^"]+)"/.exec(step.text)?.[1] ?? "";
  const finish = (code: string) =>
    other("/auth/sign_in/code", { form_token: step.token, secret, code, next: "/" });
  assert.equal((await finish("000000")).status, 422);
  assert.equal((await finish(recovery)).status, 303);
  assert.ok((await other("/")).text.includes("Sign out"));
});

describe("what clients ask for by a fixed address", () => {
  test("GET /manifest describes the web app", async () => {
    const answer = await fetch(`${server.origin}/manifest`);
    assert.equal(answer.headers.get("content-type"), "application/manifest+json; charset=utf-8");
    const manifest = (await answer.json()) as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [manifest["scope"], manifest["start_url"], manifest["display"]],
      ["/", "/", "standalone"],
    );
  });

  test("GET /health answers in words, and in JSON where that is asked for", async () => {
    assert.equal(await (await fetch(`${server.origin}/health`)).text(), "OK");
    const headers = { accept: "application/json" };
    assert.deepEqual(await (await fetch(`${server.origin}/health`, { headers })).json(), { status: "OK" });
    assert.deepEqual(await (await fetch(`${server.origin}/health.json`)).json(), { status: "OK" });
  });

  test("GET /oauth/authorize/native shows a code, to whoever is signed in, and nothing else", async () => {
    const person = await addPerson(server, "jon");
    assert.equal((await open()("/oauth/authorize/native?code=abc")).status, 303);
    const browser = open();
    await signIn(browser, person.password, person.email);
    const code = "a-code_that-is-long-enough";
    assert.ok((await browser(`/oauth/authorize/native?code=${code}`)).text.includes(code));
    const strange = await browser("/oauth/authorize/native?code=Call%20me%20at%205551234567890123");
    assert.equal(strange.status, 400);
    assert.ok(!strange.text.includes("Call me"));
  });
});

describe("where somebody goes on with what they began elsewhere", () => {
  test("GET /authorize_interaction asks who is signed in whether to follow, and does so by a form of ours alone (S-099)", async () => {
    const [kim, lee] = [await addPerson(server, "kim"), await addPerson(server, "lee")];
    const path = `/authorize_interaction?uri=acct:lee@${server.domain}`;
    const stranger = await open()(path);
    assert.equal(stranger.status, 303);
    assert.ok(stranger.location.startsWith("/auth/sign_in?next="));
    const browser = open();
    await signIn(browser, kim.password, kim.email);
    const page = await browser(path);
    assert.equal(page.status, 200);
    const { stores } = server.running.composition.storage;
    const follows = async () => {
      const account = await stores.accounts.byHandle("lee", undefined);
      return account?.followersCount;
    };
    const form = { uri: `acct:lee@${server.domain}`, intent: "follow" };
    assert.equal((await browser("/authorize_interaction", form)).status, 403);
    assert.equal(await follows(), 0);
    const done = await browser("/authorize_interaction", { ...form, form_token: page.token });
    assert.deepEqual([done.status, done.location], [303, `${server.origin}/@${lee.name}`]);
    assert.equal(await follows(), 1);
    assert.equal((await browser("/authorize_interaction?uri=nothing")).status, 404);
  });

  test("GET /share takes a text along through the sign-in, and posts it by a form of ours alone (S-099)", async () => {
    const mia = await addPerson(server, "mia");
    assert.equal((await open()("/share?text=hello")).location, "/auth/sign_in?next=%2Fshare%3Ftext%3Dhello");
    const browser = open();
    await signIn(browser, mia.password, mia.email);
    const page = await browser("/share?text=hello%20%3Cb%3E");
    assert.ok(page.text.includes("hello &lt;b&gt;"));
    assert.equal((await browser("/share", { text: "hello" })).status, 403);
    const done = await browser("/share", { text: "hello", form_token: page.token });
    assert.equal(done.status, 303);
    assert.ok((await browser(new URL(done.location).pathname)).text.includes("hello"));
  });
});
