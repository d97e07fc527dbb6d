import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { days, seconds } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";

const redirectUri = "https://app.example/back";
const verifier = "v".repeat(43);
const challenge = createHash("sha256").update(verifier).digest("base64url");

async function scene() {
  const town = createTown();
  const { signIn } = town.social;
  const account = await town.person("ana");
  const user = await signIn.user(account);
  if (user === undefined) throw new Error("ana has no user");
  const app = {
    name: "App",
    website: "https://app.example",
    redirectUris: [redirectUri],
    scopes: ["read", "write"],
  };
  const registered = await signIn.registerApp(app);
  const grant = { app: registered.app.id, user: user.id, redirectUri, scopes: ["read"], challenge };
  return { ...town, signIn, account, user, ...registered, grant };
}

test("the secret of an app is kept as a digest alone, and compared (S-116)", async () => {
  const { signIn, app, secret } = await scene();
  expect(app.secretHash).toBe(`digest of ${secret}`);
  expect(signIn.isAppSecret(app, secret)).toBe(true);
  expect(signIn.isAppSecret(app, "other")).toBe(false);
  expect(await signIn.app(app.clientId)).toEqual(app);
});

test.each([{ name: "" }, { name: "x".repeat(61) }, { website: "javascript:alert(1)" }])(
  "an app is refused for %j",
  async (fault) => {
    const { signIn } = await scene();
    const app = { name: "App", website: undefined, redirectUris: [redirectUri], scopes: ["read"], ...fault };
    await expect(signIn.registerApp(app)).rejects.toMatchObject({ code: "invalid" });
  },
);

test("a session lasts thirty days, or until signing out (S-129)", async () => {
  const { signIn, account, clock } = await scene();
  const one = await signIn.signIn(" ana@mail.example", "correct horse");
  const two = await signIn.signIn("ANA@mail.example", "correct horse");
  expect((await signIn.session(one?.secret ?? ""))?.account.id).toBe(account);
  await signIn.signOut(one?.secret ?? "");
  expect(await signIn.session(one?.secret ?? "")).toBeUndefined();
  clock.advance(days(30) - 1);
  expect(await signIn.session(two?.secret ?? "")).toBeDefined();
  clock.advance(1);
  expect(await signIn.session(two?.secret ?? "")).toBeUndefined();
});

test("somebody is signed in with fifty browsers at most; one more ends the oldest (S-169)", async () => {
  const { signIn, clock } = await scene();
  const secrets: string[] = [];
  for (let count = 0; count < 51; count += 1) {
    clock.advance(1000);
    secrets.push((await signIn.signIn("ana@mail.example", "correct horse"))?.secret ?? "");
  }
  expect(await signIn.session(secrets[0] ?? "")).toBeUndefined();
  expect(await signIn.session(secrets[1] ?? "")).toBeDefined();
  expect(await signIn.session(secrets[50] ?? "")).toBeDefined();
});

test("a wrong password, an unknown address and an unconfirmed user are answered alike (S-128)", async () => {
  const { signIn, account } = await scene();
  expect(await signIn.signIn("ana@mail.example", "wrong horse")).toBeUndefined();
  expect(await signIn.signIn("who@mail.example", "correct horse")).toBeUndefined();
  await signIn.modifyUser(account, { confirmed: false });
  expect(await signIn.signIn("ana@mail.example", "correct horse")).toBeUndefined();
});

test("a code becomes a token, which speaks for the user within its scopes", async () => {
  const { signIn, app, user, account, grant } = await scene();
  const code = await signIn.authorize(grant);
  const granted = await signIn.redeem({ app: app.id, code, redirectUri, verifier });
  const principal = { token: granted?.token.id, app, scopes: ["read"], user, account };
  expect(await signIn.authenticate(granted?.secret ?? "")).toEqual({ ok: true, value: principal });
});

test("a code that is used again revokes what it gave (S-114)", async () => {
  const { signIn, app, grant } = await scene();
  const code = await signIn.authorize(grant);
  const redemption = { app: app.id, code, redirectUri, verifier };
  const granted = await signIn.redeem(redemption);
  expect(await signIn.redeem(redemption)).toBeUndefined();
  expect(await signIn.authenticate(granted?.secret ?? "")).toEqual({ ok: false, reason: "revoked" });
});

test("a code that is used by two at once gives one token at most", async () => {
  const { signIn, app, grant } = await scene();
  const code = await signIn.authorize(grant);
  const redemption = { app: app.id, code, redirectUri, verifier };
  const granted = await Promise.all([signIn.redeem(redemption), signIn.redeem(redemption)]);
  expect(granted.filter((one) => one !== undefined)).toHaveLength(1);
});

test.each([
  { redirectUri: "https://app.example/back/" },
  { verifier: "w".repeat(43) },
  { verifier: undefined },
  { verifier: "short" },
  { code: "made up" },
])("a code is refused with %j (S-113, S-114)", async (fault) => {
  const { signIn, app, grant } = await scene();
  const code = await signIn.authorize(grant);
  expect(await signIn.redeem({ app: app.id, code, redirectUri, verifier, ...fault })).toBeUndefined();
});

test("a verifier without a challenge is refused, as is another app, and a code after a minute", async () => {
  const { signIn, app, grant, clock } = await scene();
  const plain = await signIn.authorize({ ...grant, challenge: undefined });
  expect(await signIn.redeem({ app: app.id, code: plain, redirectUri, verifier })).toBeUndefined();
  const { app: other } = await signIn.registerApp({
    name: "Other",
    website: undefined,
    redirectUris: [],
    scopes: [],
  });
  const stolen = await signIn.authorize(grant);
  expect(await signIn.redeem({ app: other.id, code: stolen, redirectUri, verifier })).toBeUndefined();
  const late = await signIn.authorize(grant);
  clock.advance(seconds(60));
  expect(await signIn.redeem({ app: app.id, code: late, redirectUri, verifier })).toBeUndefined();
});

test("a code that a hand copies is good for ten minutes (S-114)", async () => {
  const { signIn, app, grant, clock } = await scene();
  const byHand = { ...grant, redirectUri: "urn:ietf:wg:oauth:2.0:oob" };
  const redemption = { app: app.id, redirectUri: byHand.redirectUri, verifier };
  const [code, late] = [await signIn.authorize(byHand), await signIn.authorize(byHand)];
  clock.advance(seconds(599));
  expect(await signIn.redeem({ ...redemption, code })).toBeDefined();
  clock.advance(seconds(1));
  expect(await signIn.redeem({ ...redemption, code: late })).toBeUndefined();
});

test("a code without a challenge needs no verifier", async () => {
  const { signIn, app, grant } = await scene();
  const code = await signIn.authorize({ ...grant, challenge: undefined });
  expect(await signIn.redeem({ app: app.id, code, redirectUri, verifier: undefined })).toBeDefined();
});

test("a token of the app itself speaks for nobody (S-119)", async () => {
  const { signIn, app } = await scene();
  const { secret } = await signIn.grant({ app: app.id, user: undefined, scopes: ["read"] });
  expect(await signIn.authenticate(secret)).toMatchObject({
    ok: true,
    value: { user: undefined, account: undefined },
  });
});

test("an app revokes its own tokens alone (S-117, S-118)", async () => {
  const { signIn, app, user } = await scene();
  const { app: other } = await signIn.registerApp({
    name: "Other",
    website: undefined,
    redirectUris: [],
    scopes: [],
  });
  const { secret, token } = await signIn.grant({ app: app.id, user: user.id, scopes: ["read"] });
  expect(await signIn.revoke(other.id, secret)).toBe(false);
  expect(await signIn.revoked([token.id])).toEqual([]);
  expect(await signIn.revoke(app.id, secret)).toBe(true);
  expect(await signIn.revoke(app.id, secret)).toBe(true);
  expect(await signIn.revoked([token.id])).toEqual([token.id]);
});

test("nobody speaks through an unknown token, or for an unconfirmed user", async () => {
  const { signIn, app, user, account } = await scene();
  const { secret } = await signIn.grant({ app: app.id, user: user.id, scopes: ["read"] });
  expect(await signIn.authenticate("made up")).toEqual({ ok: false, reason: "unknown" });
  await signIn.modifyUser(account, { confirmed: false });
  expect(await signIn.authenticate(secret)).toMatchObject({ ok: false, reason: "unconfirmed" });
});
