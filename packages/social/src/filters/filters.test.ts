import { expect, test } from "vitest";
import { hours } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";
import { filterLimits } from "./terms.ts";
import { forgetFilters } from "./filters.ts";

async function scene() {
  const town = createTown();
  const [ana, bob] = [await town.person("ana"), await town.person("bob")];
  const { filters } = town.social;
  const make = (over: Partial<Parameters<typeof filters.create>[1]> = {}) =>
    filters.create(ana, { title: "Drinks", contexts: ["home"], keywords: [{ keyword: "tea" }], ...over });
  return { ...town, filters, make, ana, bob };
}

test("a filter is made, changed in parts, and removed", async () => {
  const { filters, make, clock, ana } = await scene();
  const made = await make({ expiresInSeconds: 3600 });
  expect(made).toMatchObject({
    title: "Drinks",
    action: "warn",
    keywords: [{ keyword: "tea", wholeWord: true }],
  });
  expect(made.expiresAt).toEqual(new Date(clock.now().getTime() + hours(1)));
  const [tea] = made.keywords;
  const keywords = [{ id: tea?.id, wholeWord: false }, { keyword: "coffee" }];
  const changed = await filters.change(ana, made.id, { action: "hide", keywords });
  expect(changed).toMatchObject({ title: "Drinks", action: "hide", expiresAt: made.expiresAt });
  expect(changed.keywords).toMatchObject([{ keyword: "tea", wholeWord: false }, { keyword: "coffee" }]);
  const last = await filters.change(ana, made.id, {
    expiresInSeconds: "never",
    keywords: [{ id: tea?.id, isRemoved: true }],
  });
  expect([last.expiresAt, last.keywords.map(({ keyword }) => keyword)]).toEqual([undefined, ["coffee"]]);
  await filters.remove(ana, made.id);
  expect(await filters.all(ana)).toEqual([]);
});

test("nobody finds the filters of another, nor what they look for (S-084)", async () => {
  const { filters, make, say, ana, bob } = await scene();
  const { id, keywords } = await make();
  const named = await filters.addStatus(ana, id, (await say(bob, "x")).status.id);
  const word = keywords[0]?.id ?? "";
  const attempts = [
    filters.show(bob, id),
    filters.change(bob, id, { title: "x" }),
    filters.remove(bob, id),
    filters.showKeyword(bob, word),
    filters.addKeyword(bob, id, { keyword: "x" }),
    filters.changeKeyword(bob, word, { keyword: "x" }),
    filters.removeKeyword(bob, word),
    filters.showStatus(bob, named.id),
    filters.addStatus(bob, id, named.status),
    filters.removeStatus(bob, named.id),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: "not-found" });
  expect(await filters.show(ana, id)).toMatchObject({ keywords, statuses: [named] });
});

test("a filter cannot name what its owner may not see (S-085), nor one status twice", async () => {
  const { filters, make, say, ana, bob } = await scene();
  const { id } = await make();
  const secret = await say(bob, "psst", { visibility: "private" });
  await expect(filters.addStatus(ana, id, secret.status.id)).rejects.toMatchObject({ code: "not-found" });
  const open = await say(bob, "hello");
  await filters.addStatus(ana, id, open.status.id);
  await expect(filters.addStatus(ana, id, open.status.id)).rejects.toMatchObject({ code: "invalid" });
});

test("titles and keywords have an end (S-097), and so have filters and what they look for (S-169)", async () => {
  const { filters, make, ana } = await scene();
  const wrong = [
    { title: " " },
    { title: "x".repeat(257) },
    { contexts: [] },
    { keywords: [{ keyword: "" }] },
    { keywords: [{ keyword: "x".repeat(513) }] },
    { expiresInSeconds: -1 },
  ];
  for (const over of wrong) await expect(make(over)).rejects.toMatchObject({ code: "invalid" });
  const many = Array.from({ length: filterLimits.keywords }, () => ({ keyword: "x" }));
  const { id } = await make({ keywords: many });
  await expect(filters.addKeyword(ana, id, { keyword: "y" })).rejects.toMatchObject({
    code: "limit-reached",
  });
  for (let count = 1; count < filterLimits.filters; count += 1) await make({ keywords: [] });
  await expect(make({ keywords: [] })).rejects.toMatchObject({ code: "limit-reached" });
  expect(await filters.all(ana)).toHaveLength(filterLimits.filters);
});

test("statuses say which filters match them, and homes, lists and news leave out what is hidden", async () => {
  const { social, storage, clock, ids, filters, make, say, ana, bob } = await scene();
  await social.follows.follow(ana, bob, {});
  const list = await social.lists.create(ana, { title: "Friends" });
  await social.lists.addMembers(ana, list.id, [bob]);
  const { status } = await say(bob, "Green Tea, @ana?");
  const id = ids.next<"notification">();
  const news = {
    id,
    account: ana,
    from: bob,
    type: "mention",
    status: status.id,
    at: clock.now(),
    group: undefined,
    filtered: false,
  } as const;
  await storage.transact((work) => work.notifications.add([news]));
  const filter = await make({ contexts: ["home", "notifications"] });
  const shown = await social.statuses.show(ana, status.id);
  expect(shown.filtered).toEqual([{ filter, keywords: ["Tea"], statuses: [] }]);
  expect((await social.statuses.show(bob, status.id)).filtered).toEqual([]);
  expect((await social.statuses.show(undefined, status.id)).filtered).toEqual([]);
  const page = { limit: 9 };
  const everywhere = async () => [
    (await social.timelines.home(ana, page)).items.length,
    (await social.timelines.list(ana, list.id, page)).items.length,
    (await social.notifications.list(ana, { types: undefined, excludeTypes: [], from: undefined }, page))
      .items.length,
  ];
  expect(await everywhere()).toEqual([1, 1, 1]);
  await filters.change(ana, filter.id, { action: "hide" });
  expect(await everywhere()).toEqual([0, 0, 0]);
  expect((await social.statuses.show(ana, status.id)).filtered).toMatchObject([
    { filter: { action: "hide" } },
  ]);
  await filters.change(ana, filter.id, { contexts: ["public"] });
  expect(await everywhere()).toEqual([1, 1, 1]);
  await say(ana, "my own tea");
  await filters.change(ana, filter.id, { contexts: ["home"] });
  expect(await everywhere()).toEqual([1, 0, 1]);
});

test("a boost is filtered by what it boosts", async () => {
  const { social, filters, make, say, ana, bob } = await scene();
  const { status } = await say(ana, "coffee", { spoilerText: "about tea" });
  const filter = await make();
  await filters.addStatus(ana, filter.id, status.id);
  const boost = await social.boosts.add(bob, status.id, undefined);
  const [seen] = await social.statuses.see(ana, [boost.status.id]);
  expect(seen?.filtered).toMatchObject([{ keywords: ["tea"], statuses: [status.id] }]);
  expect(seen?.boost?.filtered).toMatchObject([{ keywords: ["tea"] }]);
});

test("the filters of an account that is deleted are forgotten", async () => {
  const { filters, make, storage, ana } = await scene();
  await make();
  const forget = () =>
    storage.transact((work) => forgetFilters({ type: "account.deleted", account: ana }, { work }));
  await forget();
  await forget();
  expect(await filters.all(ana)).toEqual([]);
});
