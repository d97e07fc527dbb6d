import { expect, test } from "vitest";
import { noSignUpSettings } from "../instance/instance.ts";
import type { InstanceSettings } from "../instance/instance.ts";
import type { OutgoingLetter } from "../letters/letter.ts";
import { sendLetters } from "../letters/send-letters.ts";
import type { Refusal } from "../kernel/refusal.ts";
import { days, hours } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";
import type { SignUpWish } from "./sign-up.ts";

const eve: SignUpWish = {
  username: "Eve",
  email: "eve@mail.example",
  password: "correct horse",
  agreement: true,
  locale: "de",
  reason: undefined,
  dateOfBirth: undefined,
  invite: undefined,
};

function open(over: Parameters<typeof createTown>[0] = {}) {
  const town = createTown(over);
  const { storage, clock, ids } = town;
  const digests = { of: (secret: string) => `digest of ${secret}` };
  /** Sends what waits, and resolves to it. */
  const post = async (): Promise<readonly OutgoingLetter[]> => {
    const sent: OutgoingLetter[] = [];
    const send = async (letter: OutgoingLetter) => {
      sent.push(letter);
      return { ok: true } as const;
    };
    await sendLetters({ storage, clock, ids, digests, mailer: { send } });
    return sent;
  };
  return { ...town, post, signUps: town.social.signUps };
}

const strict = (signUp: Partial<InstanceSettings["signUp"]>): Partial<InstanceSettings> => ({
  signUp: { ...noSignUpSettings, ...signUp },
});

/** What is wrong, field by field. */
async function faultsIn(trial: Promise<unknown>): Promise<readonly string[]> {
  const refusal: Refusal = await trial.then(
    () => Promise.reject(new Error("It was not refused.")),
    (error: Refusal) => error,
  );
  return refusal.faults.map(({ field, error }) => `${field} ${error}`);
}

test("nobody sees who signs up until the letter's link proves the address, once and again (S-098)", async () => {
  const { signUps, social, post, storage } = open();
  const user = await signUps.signUp(eve);
  expect(user).toMatchObject({ email: "eve@mail.example", locale: "de", confirmedAt: undefined });
  const standing = async () => (await storage.stores.accounts.byId(user.account))?.suspendedBy;
  expect(await standing()).toEqual(["sign-up"]);
  expect(await social.signIn.signIn(eve.email, eve.password)).toBeUndefined();
  const [letter] = await post();
  expect(letter).toMatchObject({
    kind: "confirm-address",
    address: eve.email,
    details: { username: "eve" },
  });
  for (let click = 0; click < 2; click += 1)
    expect(await signUps.confirm(letter?.secret ?? "")).toMatchObject({ user: { id: user.id } });
  expect(await standing()).toEqual([]);
  expect(await social.signIn.signIn(eve.email, eve.password)).toBeDefined();
});

test("a link proves the address that it was sent to, and no other (S-098)", async () => {
  const { signUps, post } = open();
  const user = await signUps.signUp(eve);
  const [first] = await post();
  await signUps.resend(user.id, "other@mail.example");
  expect(await signUps.confirm(first?.secret ?? "")).toBeUndefined();
  const [second] = await post();
  expect(second?.address).toBe("other@mail.example");
  expect(await signUps.confirm(second?.secret ?? "")).toMatchObject({
    user: { email: "other@mail.example" },
  });
  await expect(signUps.resend(user.id)).rejects.toMatchObject({ code: "not-allowed" });
});

test("a link is good for a day, and a secret of something else for nothing (S-138)", async () => {
  const { signUps, post, clock } = open();
  await signUps.signUp(eve);
  const [letter] = await post();
  clock.advance(hours(24));
  expect(await signUps.confirm(letter?.secret ?? "")).toBeUndefined();
  expect(await signUps.confirm("made up")).toBeUndefined();
});

test("the letter is not sent twice while one waits, and strangers are not told whose address it is (S-110, S-128)", async () => {
  const { signUps, post } = open();
  const user = await signUps.signUp(eve);
  await signUps.resend(user.id);
  await signUps.resendTo("eve@mail.example");
  await signUps.resendTo("nobody@mail.example");
  expect(await post()).toHaveLength(1);
  await signUps.resendTo(" EVE@mail.example ");
  expect(await post()).toHaveLength(1);
});

test("all that is wrong is told at once, field by field", async () => {
  const { signUps, person } = open(strict({ blockedMailDomains: ["bad.example"], minimumAge: 16 }));
  await person("ana");
  const wish = { ...eve, username: "ana", email: "ANA@mail.example", password: "short", agreement: false };
  expect(await faultsIn(signUps.signUp({ ...wish, locale: "<x>", dateOfBirth: "2020-01-01" }))).toEqual([
    "password too-short",
    "agreement accepted",
    "locale inclusion",
    "dateOfBirth below-limit",
    "username taken",
    "email taken",
  ]);
  expect(await faultsIn(signUps.signUp({ ...eve, username: "admin", email: "x@sub.bad.example" }))).toEqual([
    "username reserved",
    "email blocked",
    "dateOfBirth blank",
  ]);
  const blank = { ...eve, username: " ", email: "", password: "", dateOfBirth: "2001-02-30" };
  expect(await faultsIn(signUps.signUp(blank))).toEqual([
    "username blank",
    "email blank",
    "password blank",
    "dateOfBirth invalid",
  ]);
  expect(
    await faultsIn(signUps.signUp({ ...eve, username: "é", email: "no", dateOfBirth: "2010-03-01" })),
  ).toEqual(["username invalid", "email invalid"]);
});

test("a blocked domain of mail counts for those whose mail goes there (S-098)", async () => {
  const mailRoutes = { of: async (domain: string) => (domain === "front.example" ? ["mx.bad.example"] : []) };
  const { signUps } = open({ mailRoutes, ...strict({ blockedMailDomains: ["bad.example"] }) });
  expect(await faultsIn(signUps.signUp({ ...eve, email: "eve@front.example" }))).toEqual(["email blocked"]);
  expect(await signUps.signUp(eve)).toMatchObject({ email: eve.email });
});

test("with a list of allowed domains of mail, all others are blocked", async () => {
  const { signUps } = open(strict({ allowedMailDomains: ["school.example"] }));
  expect(await faultsIn(signUps.signUp(eve))).toEqual(["email blocked"]);
  expect(await signUps.signUp({ ...eve, email: "eve@art.school.example" })).toBeDefined();
});

test("where sign-up is closed nobody comes, and with invites alone whoever has one", async () => {
  const closed = open({ registrations: "closed" });
  await expect(closed.signUps.signUp(eve)).rejects.toMatchObject({ code: "not-allowed" });
  const { signUps, clock } = open({ registrations: "invites" });
  await expect(signUps.signUp(eve)).rejects.toMatchObject({ code: "not-allowed" });
  const expiresAt = new Date(clock.now().getTime() + days(1));
  const { code, invite } = await signUps.invite({ by: undefined, maxUses: 1, expiresAt });
  expect(invite.hash).toBe(`digest of ${code}`);
  expect(await signUps.isInvite(code)).toBe(true);
  await signUps.signUp({ ...eve, invite: code });
  expect(await signUps.isInvite(code)).toBe(false);
  const second = signUps.signUp({ ...eve, username: "fay", email: "fay@mail.example", invite: code });
  await expect(second).rejects.toMatchObject({ code: "not-allowed" });
  const other = await signUps.invite({ by: undefined, maxUses: undefined, expiresAt });
  clock.advance(days(1));
  expect(await signUps.isInvite(other.code)).toBe(false);
  await signUps.endInvite(other.invite.id);
  await expect(signUps.endInvite(other.invite.id)).rejects.toMatchObject({ code: "not-found" });
});

test("where somebody has to say yes, the staff is told, and a yes brings in who proved their address", async () => {
  const { signUps, social, person, post, storage } = open({
    registrations: "approved",
    ...strict({ reasonRequired: true }),
  });
  await social.signIn.modifyUser(await person("ana"), { role: "admin" });
  expect(await faultsIn(signUps.signUp(eve))).toEqual(["reason blank"]);
  const user = await signUps.signUp({ ...eve, reason: "I paint." });
  const [letter] = await post();
  await signUps.confirm(letter?.secret ?? "");
  const [told] = await post();
  expect(told).toMatchObject({
    kind: "sign-up-waits",
    address: "ana@mail.example",
    details: { reason: "I paint." },
  });
  expect(await social.signIn.signIn(eve.email, eve.password)).toBeUndefined();
  expect(await signUps.applicants(undefined, 5)).toMatchObject([
    { account: { username: "eve" }, signUp: { reason: "I paint." } },
  ]);
  await signUps.approve(user.account);
  await signUps.approve(user.account);
  expect(await post()).toMatchObject([{ kind: "sign-up-approved", address: eve.email }]);
  expect(await social.signIn.signIn(eve.email, eve.password)).toBeDefined();
  expect((await storage.stores.accounts.byId(user.account))?.suspendedAt).toBeUndefined();
});

test("a yes before the address is proved waits for the proof; a no removes all, and the name is free again (S-154)", async () => {
  const { signUps, social, post } = open({ registrations: "approved" });
  const user = await signUps.signUp(eve);
  const [letter] = await post();
  await signUps.approve(user.account);
  expect(await social.signIn.signIn(eve.email, eve.password)).toBeUndefined();
  await signUps.confirm(letter?.secret ?? "");
  expect(await social.signIn.signIn(eve.email, eve.password)).toBeDefined();
  await expect(signUps.reject(user.account)).rejects.toMatchObject({ code: "not-found" });

  const fay = { ...eve, username: "fay", email: "fay@mail.example" };
  const other = await signUps.signUp(fay);
  await signUps.confirm((await post())[0]?.secret ?? "");
  await signUps.reject(other.account);
  expect(await post()).toMatchObject([{ kind: "sign-up-rejected", address: fay.email, user: undefined }]);
  expect(await signUps.signUp(fay)).toMatchObject({ email: fay.email });
});

test("who has not proved their address within a week is forgotten, and nobody else (S-154)", async () => {
  const { signUps, social, person, clock } = open();
  const ana = await person("ana");
  await social.signIn.modifyUser(ana, { confirmed: false });
  const user = await signUps.signUp(eve);
  clock.advance(days(7));
  expect(await signUps.forgetUnconfirmed()).toBe(0);
  clock.advance(1);
  expect(await signUps.forgetUnconfirmed()).toBe(1);
  expect(await social.signIn.user(user.account)).toBeUndefined();
  expect(await social.signIn.user(ana)).toBeDefined();
  expect(await signUps.signUp(eve)).toBeDefined();
});

test("an app that signs somebody up has a token at once, which is good for nothing yet", async () => {
  const { signUps, social, post } = open();
  const wish = { name: "App", website: undefined, redirectUris: ["https://app.example"], scopes: ["read"] };
  const { app } = await social.signIn.registerApp(wish);
  const { secret, token } = await signUps.signUpWith(app, eve);
  expect(await social.signIn.authenticate(secret)).toMatchObject({ ok: false, reason: "unconfirmed" });
  if (token.user === undefined) throw new Error("The token is nobody's.");
  expect(await signUps.cameWith(token.user, app.id)).toBe(true);
  const [letter] = await post();
  expect(await signUps.confirm(letter?.secret ?? "")).toMatchObject({ app: { id: app.id } });
  expect(await social.signIn.authenticate(secret)).toMatchObject({ ok: true });
});
