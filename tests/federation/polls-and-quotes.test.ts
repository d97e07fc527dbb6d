import { fakeNetwork } from "@trunkline/activitypub/testing";
import type { AccountId, StatusView } from "@trunkline/social";
import { hours, minutes } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { beforeEach, expect, test } from "vitest";
import { openIsland, post, settle } from "../support/island.ts";
import type { Island } from "../support/island.ts";

const page = { limit: 20 };
const everything = { types: undefined, excludeTypes: [], from: undefined };
const clock = fixedClock();

let here: Island;
let there: Island;
let ana: AccountId;
let ben: AccountId;

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
  await here.social.follows.follow(ana, found, {});
  await settle(here, there);
});

/** The newest post in Ana's home timeline, once everything has arrived. */
async function newest(): Promise<StatusView> {
  await settle(here, there);
  const [view] = (await here.social.timelines.home(ana, page)).items;
  if (view === undefined) throw new Error("Nothing arrived.");
  return view;
}

async function told(island: Island, who: AccountId): Promise<readonly string[]> {
  await settle(here, there);
  const { items } = await island.social.notifications.list(who, everything, page);
  return items.map(({ notification }) => notification.type);
}

test("a poll is answered from another server, and both know how it ends", async () => {
  const poll = { options: ["Soup", "Salad"], expiresIn: hours(1), multiple: true, hideTotals: false };
  const asked = await there.social.statuses.post(ben, post("Lunch?", { poll }));
  const arrived = await newest();
  expect(arrived.poll?.poll).toMatchObject({
    multiple: true,
    options: [{ title: "Soup" }, { title: "Salad" }],
  });
  await here.social.polls.vote(ana, arrived.status.id, [0, 1]);
  await settle(here, there);
  const counted = async (island: Island, view: StatusView) => {
    const { poll: stands } = await island.social.statuses.show(undefined, view.status.id);
    return [...(stands?.poll.options.map(({ votesCount }) => votesCount) ?? []), stands?.poll.votersCount];
  };
  expect(await counted(there, asked)).toEqual([1, 1, 1]);
  expect((await there.social.statuses.show(undefined, asked.status.id)).status.repliesCount).toBe(0);
  await there.social.polls.vote(await there.person("zoe"), asked.status.id, [1]);
  clock.advance(minutes(3));
  await settle(here, there);
  expect(await counted(here, arrived)).toEqual([1, 2, 2]);
  clock.advance(hours(1));
  expect(await told(here, ana)).toEqual(["poll"]);
  expect((await here.social.statuses.show(ana, arrived.status.id)).poll?.isExpired).toBe(true);
});

test("a quote is asked for, allowed, shown on both servers, and taken back", async () => {
  await there.social.statuses.post(ben, post("Quote me"));
  const original = await newest();
  const quoting = await here.social.statuses.post(ana, post("See this", { quoted: original.status.id }));
  expect(quoting.quote?.state).toBe("pending");
  await settle(here, there);
  const shownHere = await here.social.statuses.show(ana, quoting.status.id);
  expect(shownHere.quote).toMatchObject({
    state: "accepted",
    status: { status: { uri: original.status.uri } },
  });
  expect(await told(there, ben)).toEqual(["quote", "follow"]);
  const { items } = await there.social.notifications.list(ben, everything, page);
  const asBen = items[0]?.status;
  expect(asBen?.quote).toMatchObject({ state: "accepted" });
  if (asBen === undefined) throw new Error("The quote is not there.");
  const quoted = await there.storage.stores.quotes.of([asBen.status.id]);
  const stamp = quoted[0]?.stamp ?? "";
  expect(await here.federation.fetchAuthorization(stamp)).toMatchObject({
    ok: true,
    value: { interactingObject: quoting.status.uri, interactionTarget: original.status.uri },
  });
  await there.social.quotes.revoke(ben, quoted[0]?.quoted ?? asBen.status.id, asBen.status.id);
  await settle(here, there);
  expect((await here.social.statuses.show(ana, quoting.status.id)).quote).toEqual({
    state: "revoked",
    status: undefined,
  });
  expect((await here.federation.fetchAuthorization(stamp)).ok).toBe(false);
});

test("whoever is quoted by another server sees the quote as well", async () => {
  const said = await here.social.statuses.post(ana, post("Quote me"));
  const known = await there.fediverse.remote.any(said.status.uri);
  if (known === undefined || !("status" in known)) throw new Error("The post was not found.");
  await there.social.statuses.post(ben, post("Look", { quoted: known.status }));
  const view = await newest();
  expect(view.quote).toMatchObject({ state: "accepted", status: { status: { id: said.status.id } } });
});
