import { fakeNetwork } from "@trunkline/activitypub/testing";
import type { AccountId, StatusView } from "@trunkline/social";
import { seconds } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { beforeEach, expect, test } from "vitest";
import { openIsland, post, settle } from "../support/island.ts";
import type { Island } from "../support/island.ts";

const page = { limit: 20 };
const everything = { types: undefined, excludeTypes: [], from: undefined };

let here: Island;
let there: Island;
let ana: AccountId;
let ben: AccountId;
/** Each as the other's server knows them. */
let anaThere: AccountId;
let benHere: AccountId;
const clock = fixedClock();

/** Ana of here.example follows Ben of there.example. */
beforeEach(async () => {
  const network = fakeNetwork();
  [here, there] = await Promise.all([
    openIsland("here.example", network, clock),
    openIsland("there.example", network, clock),
  ]);
  [ana, ben] = await Promise.all([here.person("ana"), there.person("ben")]);
  const found = await here.fediverse.remote.handle("ben", "there.example");
  if (found === undefined) throw new Error("Ben was not found.");
  benHere = found;
  await here.social.follows.follow(ana, benHere, {});
  await settle(here, there);
  anaThere = (await there.social.accounts.lookup("ana@here.example")).id;
});

const home = async (): Promise<readonly StatusView[]> => (await here.social.timelines.home(ana, page)).items;

const toldBen = async (): Promise<readonly string[]> =>
  (await there.social.notifications.list(ben, everything, page)).items.map(
    ({ notification }) => notification.type,
  );

async function arrived(text: string): Promise<StatusView> {
  await settle(here, there);
  const view = (await home()).find(({ status }) => status.content.includes(text));
  if (view === undefined) throw new Error(`"${text}" did not arrive.`);
  return view;
}

test("a follow is accepted, and both servers know of it", async () => {
  expect((await here.social.follows.relationships(ana, [benHere]))[0]?.out?.state).toBe("accepted");
  expect(
    (await there.social.follows.followers(ben, ben, page)).items.map(({ username, domain }) => [
      username,
      domain,
    ]),
  ).toEqual([["ana", "here.example"]]);
  expect(await toldBen()).toEqual(["follow"]);
});

test("a locked account's followers wait for a yes", async () => {
  const zoe = await here.person("zoe");
  await there.social.accounts.change(ben, { locked: true });
  await here.social.follows.follow(zoe, benHere, {});
  await settle(here, there);
  const [request] = (await there.social.follows.requests(ben, page)).items;
  expect(request?.username).toBe("zoe");
  if (request !== undefined) await there.social.follows.authorize(ben, request.id);
  await settle(here, there);
  expect((await here.social.follows.relationships(zoe, [benHere]))[0]?.out?.state).toBe("accepted");
});

test("a post, its reply, favourite and boost arrive, and are taken back", async () => {
  const written = await there.social.statuses.post(ben, post("Hello #fediverse"));
  const { status } = await arrived("Hello");
  expect(status).toMatchObject({
    uri: written.status.uri,
    account: benHere,
    visibility: "public",
    tags: ["fediverse"],
  });
  await here.social.statuses.post(ana, post("@ben@there.example Hello back", { inReplyTo: status.id }));
  await here.social.favourites.add(ana, status.id);
  await here.social.boosts.add(ana, status.id, undefined);
  await settle(here, there);
  expect([...(await toldBen())].toSorted()).toEqual(["favourite", "follow", "mention", "reblog"]);
  const counted = await there.social.statuses.show(ben, written.status.id);
  expect(counted.status).toMatchObject({ repliesCount: 1, favouritesCount: 1, boostsCount: 1 });
  await here.social.favourites.remove(ana, status.id);
  await here.social.boosts.remove(ana, status.id);
  await settle(here, there);
  const after = await there.social.statuses.show(ben, written.status.id);
  expect(after.status).toMatchObject({ repliesCount: 1, favouritesCount: 0, boostsCount: 0 });
  clock.advance(seconds(1));
  await here.social.favourites.add(ana, status.id);
  await settle(here, there);
  expect((await there.social.statuses.show(ben, written.status.id)).status.favouritesCount).toBe(1);
});

test("an edit and a deletion arrive", async () => {
  const written = await there.social.statuses.post(ben, post("First version"));
  const { status } = await arrived("First");
  clock.advance(60_000);
  const draft = { text: "Second version", spoilerText: "", sensitive: false, language: undefined };
  await there.social.statuses.edit(ben, written.status.id, draft);
  await arrived("Second");
  const history = await here.social.statuses.history(ana, status.id);
  expect(history.edits.map(({ content }) => content)).toEqual([
    "<p>First version</p>",
    "<p>Second version</p>",
  ]);
  await there.social.statuses.remove(ben, written.status.id);
  await settle(here, there);
  expect(await home()).toEqual([]);
});

test("a private post reaches followers, and is shown to nobody else", async () => {
  const zoe = await here.person("zoe");
  const written = await there.social.statuses.post(ben, post("Between friends", { visibility: "private" }));
  const { status } = await arrived("Between");
  await expect(here.social.statuses.show(zoe, status.id)).rejects.toThrow("not-found");
  const asked = new Request(written.status.uri, { headers: { accept: "application/activity+json" } });
  expect((await there.federation.handle(asked))?.status).toBe(404);
});

test("a direct post reaches whom it names", async () => {
  await there.social.statuses.post(ben, post("@ana@here.example a secret", { visibility: "direct" }));
  await settle(here, there);
  const told = await here.social.notifications.list(ana, everything, page);
  expect(
    told.items.map(({ notification, status }) => [notification.type, status?.status.visibility]),
  ).toEqual([["mention", "direct"]]);
});

test("a changed profile arrives, and an unfollow ends it", async () => {
  await there.social.accounts.change(ben, { displayName: "Ben anew" });
  await settle(here, there);
  expect((await here.social.accounts.show(benHere)).displayName).toBe("Ben anew");
  await here.social.follows.unfollow(ana, benHere);
  await settle(here, there);
  expect((await there.social.follows.followers(ben, ben, page)).items).toEqual([]);
  expect((await there.social.follows.relationships(ben, [anaThere]))[0]?.in).toBe(undefined);
});

test("the outbox and the followers of an actor can be read", async () => {
  await there.social.statuses.post(ben, post("Hello"));
  await settle(here, there);
  const read = async (path: string) => {
    const request = new Request(`https://there.example/users/ben/${path}`, {
      headers: { accept: "application/activity+json" },
    });
    return (await there.federation.handle(request))?.json();
  };
  expect(await read("outbox")).toMatchObject({ type: "OrderedCollection", totalItems: 1 });
  expect(await read("outbox?page=true")).toMatchObject({
    orderedItems: [{ type: "Create", object: { content: "<p>Hello</p>" } }],
  });
  expect(await read("followers?page=true")).toMatchObject({
    orderedItems: ["https://here.example/users/ana"],
  });
});
