import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { createTown } from "../testing/town.ts";

const page = { limit: 20 };
const anywhere = { from: "anywhere", onlyMedia: false } as const;

test("whoever is suspended is seen by nobody and does nothing, until it is taken back (S-048)", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hello");
  news();
  expect(await social.moderation.suspend(ana)).toMatchObject({ suspendedBy: ["moderator"] });
  await social.moderation.suspend(ana);
  expect(news()).toEqual([{ type: "account.suspended", account: ana }]);
  await expect(social.statuses.show(bob, status.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(say(ana, "still here?")).rejects.toMatchObject({ code: "not-allowed" });
  expect(await social.signIn.signIn("ana@mail.example", "correct horse")).toBeUndefined();
  await social.moderation.unsuspend(ana);
  expect(news()).toEqual([{ type: "account.unsuspended", account: ana }]);
  expect((await social.statuses.show(bob, status.id)).status.text).toBe("hello");
});

test("a suspension ends the tokens and sessions of whoever is suspended", async () => {
  const { social, person } = createTown();
  const ana = await person("ana");
  const session = await social.signIn.signIn("ana@mail.example", "correct horse");
  const user = await social.signIn.user(ana);
  const app = { name: "app", website: undefined, redirectUris: ["https://app.example"], scopes: ["read"] };
  const { app: made } = await social.signIn.registerApp(app);
  const { secret } = await social.signIn.grant({ app: made.id, user: user?.id, scopes: ["read"] });
  await social.moderation.suspend(ana);
  expect(await social.signIn.authenticate(secret)).toMatchObject({ ok: false });
  expect(await social.signIn.session(session?.secret ?? "")).toBeUndefined();
});

test("whoever is limited is come across by followers alone, and found by the whole handle", async () => {
  const { social, person, say } = createTown();
  const [ana, bob, cy] = [await person("ana"), await person("bob"), await person("cy")];
  await social.follows.follow(bob, ana, {});
  const { status } = await say(ana, "hello #x");
  await social.moderation.limit(ana);
  const seen = async (viewer: typeof bob | undefined) =>
    (await social.timelines.public(viewer, anywhere, page)).items.length;
  expect([await seen(undefined), await seen(bob), await seen(cy), await seen(ana)]).toEqual([0, 1, 0, 1]);
  expect((await social.statuses.show(cy, status.id)).account.limitedBy).toEqual(["moderator"]);
  const find = async (text: string) => {
    const query = { text, type: "accounts", resolve: false, limit: 5, offset: 0 } as const;
    return (await social.search.find(cy, query)).accounts.map(({ username }) => username);
  };
  expect([await find("an"), await find("@ana@here.example")]).toEqual([[], ["ana"]]);
  await social.moderation.unlimit(ana);
  expect(await seen(cy)).toBe(1);
});

test("a follow by somebody elsewhere who is limited waits, also of an unlocked account (F-152)", async () => {
  const { social, rules, person, neighbour } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  await social.moderation.limit(bob);
  const uri = "https://there.example/1";
  const follow = await rules.follows.receiveRequest({ follower: bob, followed: ana, uri });
  expect(follow?.state).toBe("requested");
});

test("the server itself is not moderated, and nobody is not found", async () => {
  const { social, storage, ids, clock } = createTown();
  const bob = await createTown().neighbour("bob");
  await expect(social.moderation.suspend(bob)).rejects.toMatchObject({ code: "not-found" });
  const id = ids.next<"account">();
  await storage.transact(async (work) => {
    const uri = toUri<"actor">("https://here.example/actor");
    const endpoints = { inbox: "", sharedInbox: undefined, outbox: undefined, followers: undefined };
    await work.accounts.add({
      id,
      uri,
      username: "here.example",
      domain: undefined,
      url: "",
      kind: "application",
      displayName: "",
      note: "",
      fields: [],
      avatarUrl: undefined,
      headerUrl: undefined,
      locked: true,
      discoverable: false,
      indexable: false,
      hideCollections: true,
      createdAt: clock.now(),
      endpoints: {
        ...endpoints,
        following: undefined,
        featured: undefined,
      },
      fetchedAt: undefined,
      suspendedAt: undefined,
      deletedAt: undefined,
    });
  });
  await expect(social.moderation.suspend(id)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(social.moderation.remove(id)).rejects.toMatchObject({ code: "not-allowed" });
});

test("an account is deleted by those who moderate, here or elsewhere", async () => {
  const { social, person, neighbour, news } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  news();
  for (const id of [ana, bob]) {
    await social.moderation.remove(id);
    await expect(social.accounts.show(id)).rejects.toMatchObject({ code: "gone" });
  }
  expect(news().map(({ type }) => type)).toEqual(["account.deleted", "account.deleted"]);
  expect(await social.signIn.user(ana)).toBeUndefined();
});
