import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

const bob = {
  username: "Bob",
  email: "bob@mail.example",
  password: "correct horse",
  confirmed: true,
  role: "user",
} as const;

test("a new user has an account with keys and addresses", async () => {
  const { social, storage } = createTown();
  const { account, user } = await social.signIn.createUser(bob);
  expect(account).toMatchObject({
    username: "bob",
    domain: undefined,
    uri: "https://here.example/users/bob",
    url: "https://here.example/@bob",
    endpoints: { inbox: "https://here.example/users/bob/inbox", sharedInbox: "https://here.example/inbox" },
  });
  expect(await storage.stores.accounts.signingKey(account.uri)).toEqual({
    publicPem: "public",
    privatePem: "private",
  });
  expect(user).toMatchObject({
    email: "bob@mail.example",
    passwordHash: "hash of correct horse",
    role: "user",
  });
  expect(await social.signIn.user(account.id)).toEqual(user);
});

test("a name or address of mail is given out once", async () => {
  const { social } = createTown();
  await social.signIn.createUser(bob);
  const name = social.signIn.createUser({ ...bob, email: "other@mail.example" });
  await expect(name).rejects.toMatchObject({ code: "conflict" });
  const mail = social.signIn.createUser({ ...bob, username: "rob", email: "BOB@mail.example" });
  await expect(mail).rejects.toMatchObject({ code: "conflict" });
  await expect(social.accounts.lookup("rob")).rejects.toMatchObject({ code: "not-found" });
});

test("two who ask for a name at the same time do not both get it", async () => {
  const { social } = createTown();
  const tries = await Promise.allSettled([
    social.signIn.createUser(bob),
    social.signIn.createUser({ ...bob, email: "other@mail.example" }),
  ]);
  expect(tries.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

test("a change leaves what it does not name", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  await social.signIn.modifyUser(ana, { role: "moderator", preferences: { sensitive: true } });
  const user = await social.signIn.modifyUser(ana, { confirmed: false });
  expect(user).toMatchObject({
    role: "moderator",
    confirmedAt: undefined,
    disabledAt: undefined,
    preferences: { visibility: "public", sensitive: true, language: undefined },
  });
  expect(await social.signIn.user(ana)).toEqual(user);
});

test("an address of mail that is another's is refused", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  await person("bob");
  const taken = social.signIn.modifyUser(ana, { email: "Bob@mail.example" });
  await expect(taken).rejects.toMatchObject({ code: "conflict" });
});

test.each([{ password: "battery staple" }, { email: "new@mail.example" }, { disabled: true }])(
  "%j ends every session and token (S-117, S-131)",
  async (change) => {
    const { social, person } = createTown();
    const ana = await person("ana");
    const user = await social.signIn.user(ana);
    const { app } = await social.signIn.registerApp({
      name: "App",
      website: undefined,
      redirectUris: [],
      scopes: ["read"],
    });
    const { secret } = await social.signIn.grant({ app: app.id, user: user?.id, scopes: ["read"] });
    const session = await social.signIn.signIn("ana@mail.example", "correct horse");
    await social.signIn.modifyUser(ana, change);
    expect(await social.signIn.session(session?.secret ?? "")).toBeUndefined();
    expect(await social.signIn.authenticate(secret)).toMatchObject({ ok: false });
  },
);

test("a new password is measured against the owner's name and address", async () => {
  const { social, person } = createTown();
  const ana = await person("anastasia");
  const guessed = social.signIn.modifyUser(ana, { password: "anastasia@mail.example" });
  await expect(guessed).rejects.toMatchObject({ code: "invalid" });
});

test("who is enabled again may sign in again", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  await social.signIn.modifyUser(ana, { disabled: true });
  expect(await social.signIn.signIn("ana@mail.example", "correct horse")).toBeUndefined();
  await social.signIn.modifyUser(ana, { disabled: false });
  expect(await social.signIn.signIn("ana@mail.example", "correct horse")).toBeDefined();
});

test("a deletion takes statuses, user and name, and happens once", async () => {
  const { social, person, say, news } = createTown();
  const ana = await person("ana");
  const { status } = await say(ana, "bye");
  await social.signIn.deleteUser(ana);
  await social.signIn.deleteUser(ana);
  await expect(social.statuses.show(undefined, status.id)).rejects.toMatchObject({ code: "not-found" });
  expect(await social.signIn.user(ana)).toBeUndefined();
  await expect(person("ana")).rejects.toMatchObject({ code: "conflict" });
  expect(news().filter(({ type }) => type === "account.deleted")).toEqual([
    { type: "account.deleted", account: ana },
  ]);
});
