import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { days } from "../kernel/time.ts";
import { createBorder } from "../testing/border.activity.ts";
import type { NotificationPolicy, SenderSort } from "./policy.ts";
import { receptionOf, usualPolicy } from "./policy.ts";

const everything = { types: undefined, excludeTypes: [], from: undefined };
const all = { ...everything, includeFiltered: true };
const page = { limit: 20 };

/** Ana has lived here for long, and so has Bo, who follows nobody and whom nobody follows. */
async function scene(policy: Partial<NotificationPolicy> = {}) {
  const border = createBorder();
  const [ana, bo] = [await border.person("ana"), await border.person("bo")];
  border.clock.advance(days(40));
  await border.social.notificationRequests.changePolicy(ana, policy);
  const list = async (filter: typeof all | typeof everything) => {
    await border.settle();
    const { items } = await border.social.notifications.list(ana, filter, page);
    return items.map(({ notification }) => notification.type);
  };
  const requests = async () => (await border.social.notificationRequests.list(ana, page)).items;
  return { border, ana, bo, told: () => list(everything), kept: () => list(all), requests };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const favour = async ({ border, ana }: Scene, who: AccountId) => {
  const { status } = await border.say(ana, "Hello");
  await border.social.favourites.add(who, status.id);
};

/** Makes the sender of the news be of one sort alone. */
const senders: Record<Exclude<SenderSort, "privateMentions">, (given: Scene) => Promise<AccountId>> = {
  notFollowing: async ({ border, ana, bo }) => {
    await border.social.follows.follow(bo, ana, {});
    border.clock.advance(days(4));
    return bo;
  },
  notFollowers: async ({ border, ana, bo }) => {
    await border.social.follows.follow(ana, bo, {});
    return bo;
  },
  newAccounts: async ({ border, ana }) => {
    const dan = await border.person("dan");
    await border.social.follows.follow(ana, dan, {});
    return dan;
  },
  limitedAccounts: async ({ border, bo }) => {
    await border.social.moderation.limit(bo);
    return bo;
  },
};

test.each(Object.entries(senders))(
  "what a policy says of %s counts for them, and for nobody else",
  async (sort, make) => {
    for (const [word, shown, kept] of [
      ["accept", ["favourite"], ["favourite"]],
      ["filter", [], ["favourite"]],
      ["drop", [], []],
    ] as const) {
      const given = await scene({ [sort]: word });
      const sender = await make(given);
      await given.border.settle();
      await given.border.social.notifications.clear(given.ana);
      await favour(given, sender);
      expect([word, await given.told(), await given.kept()]).toEqual([word, shown, kept]);
    }
    const strict: NotificationPolicy = {
      notFollowing: "drop",
      notFollowers: "drop",
      newAccounts: "drop",
      privateMentions: "drop",
      limitedAccounts: "drop",
    };
    const friends = await scene({ ...strict, [sort]: "drop" });
    await friends.border.social.follows.follow(friends.bo, friends.ana, {});
    await friends.border.social.follows.follow(friends.ana, friends.bo, {});
    friends.border.clock.advance(days(4));
    await favour(friends, friends.bo);
    expect(await friends.told()).toContain("favourite");
  },
);

test("the strictest word counts, and silence lets through", () => {
  expect(receptionOf({ ...usualPolicy, newAccounts: "drop" }, ["privateMentions", "newAccounts"])).toBe(
    "drop",
  );
  expect(receptionOf(usualPolicy, ["privateMentions", "newAccounts"])).toBe("filter");
  expect(receptionOf(usualPolicy, [])).toBe("accept");
});

test("a private mention by a stranger is held back, unless it answers one's own message", async () => {
  const given = await scene();
  const { border, ana, bo, told, kept, requests } = given;
  const asked = await border.say(bo, "Psst @ana", { visibility: "direct" });
  expect([await told(), await kept()]).toEqual([[], ["mention"]]);
  expect(
    (await requests()).map(({ from, request, lastStatus }) => [
      from.username,
      request.count,
      lastStatus?.status.id,
    ]),
  ).toEqual([["bo", 1, asked.status.id]]);
  const own = await border.say(ana, "What is it @bo?", { visibility: "direct", inReplyTo: asked.status.id });
  await border.say(bo, "@ana nothing", { visibility: "direct", inReplyTo: own.status.id });
  expect(await told()).toEqual(["mention"]);
  await border.say(bo, "@ana good morning to all");
  expect(await told()).toEqual(["mention", "mention"]);
});

test("whoever moderates here is heard, whatever a policy says", async () => {
  const given = await scene({ notFollowing: "drop" });
  await given.border.social.signIn.modifyUser(given.bo, { role: "moderator" });
  await given.border.say(given.bo, "@ana a word", { visibility: "direct" });
  expect(await given.told()).toEqual(["mention"]);
});

test("accepting a request tells what was held back and lets through from then on, and streams hear when it is done", async () => {
  const { border, ana, bo, told, requests } = await scene();
  const announced: unknown[] = [];
  border.storage.stream.subscribe((one) => one.type.startsWith("notification") && announced.push(one));
  await border.say(bo, "Psst @ana", { visibility: "direct" });
  const { status } = await border.say(ana, "Hello");
  await border.settle();
  expect(announced).toEqual([]);
  const [view] = await requests();
  if (view === undefined) throw new Error("There is no request.");
  await border.social.notificationRequests.accept(bo, [view.request.id]);
  expect(await requests()).toHaveLength(1);
  await border.social.notificationRequests.accept(ana, [view.request.id]);
  expect(await requests()).toEqual([]);
  expect(await border.social.notificationRequests.isMerged(ana)).toBe(false);
  expect(await told()).toEqual(["mention"]);
  expect(await border.social.notificationRequests.isMerged(ana)).toBe(true);
  expect(announced).toEqual([{ type: "notifications.merged", account: ana }]);
  await border.say(bo, "Psst again @ana", { visibility: "direct", inReplyTo: status.id });
  expect(await told()).toEqual(["mention", "mention"]);
  expect((await border.social.notificationRequests.policy(ana)).heldBack).toEqual({
    requests: 0,
    notifications: 0,
  });
});

test("dismissing a request removes what was held back until then", async () => {
  const { border, ana, bo, kept, requests } = await scene();
  for (const text of ["One @ana", "Two @ana"]) await border.say(bo, text, { visibility: "direct" });
  await border.settle();
  expect((await border.social.notificationRequests.policy(ana)).heldBack).toEqual({
    requests: 1,
    notifications: 2,
  });
  const [view] = await requests();
  await border.social.notificationRequests.dismiss(ana, view === undefined ? [] : [view.request.id]);
  expect(await requests()).toEqual([]);
  expect(await kept()).toEqual([]);
  await border.say(bo, "Three @ana", { visibility: "direct" });
  expect(await kept()).toEqual(["mention"]);
  expect((await requests()).map(({ request }) => request.count)).toEqual([1]);
});

test("a request is gone with the last that it holds back, and with whoever made it or got it", async () => {
  const { border, ana, bo, requests } = await scene();
  const { status } = await border.say(bo, "Psst @ana", { visibility: "direct" });
  await border.settle();
  expect(await requests()).toHaveLength(1);
  await border.social.statuses.remove(bo, status.id);
  await border.settle();
  expect(await requests()).toEqual([]);
  await border.say(bo, "Psst @ana", { visibility: "direct" });
  await border.settle();
  await border.social.signIn.deleteUser(ana);
  await border.settle();
  const { stores } = border.storage;
  expect(await stores.notificationRequests.of(ana, page)).toEqual([]);
  expect(await stores.notificationPolicies.of([ana])).toEqual(new Map());
  expect(await stores.notifications.of(ana, all, page)).toEqual([]);
});
