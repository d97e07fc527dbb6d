import assert from "node:assert/strict";
import type { AccountId, Report } from "@trunkline/social";
import { minutes } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

function newReport(
  ground: Ground,
  [from, target]: readonly [AccountId, AccountId],
  over: Partial<Report> = {},
): Report {
  return {
    id: ground.ids.next(),
    from,
    target,
    statuses: [],
    comment: "",
    category: "other",
    isForwarded: false,
    uri: undefined,
    at: ground.clock.now(),
    resolvedAt: undefined,
    ...over,
  };
}

const add = (ground: Ground, report: Report) => write(ground, (work) => work.reports.add(report));

/** `ReportStore`: what was reported. */
export const reportStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "reads a report back as it was written, and takes one from elsewhere once for each target",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const { reports } = ground.storage.stores;
      const uri = "https://there.example/flags/1";
      const statuses = [await post(ground, bo), await post(ground, bo)];
      const report = newReport(ground, [ana, bo], { statuses, comment: "spam", category: "spam", uri });
      assert.equal(await add(ground, report), true);
      assert.deepEqual(await reports.byId(report.id), report);
      assert.equal(await add(ground, newReport(ground, [ana, bo], { uri })), false);
      assert.equal(await add(ground, newReport(ground, [bo, ana], { uri })), true);
      assert.equal(await add(ground, newReport(ground, [ana, bo])), true);
      assert.equal(await add(ground, newReport(ground, [ana, bo])), true);
      assert.equal(await reports.byId(ground.ids.next()), undefined);
    },
  },
  {
    promise: "lists what is open or dealt with, and by target, newest first",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [first, second] = [newReport(ground, [ana, bo]), newReport(ground, [bo, ana])];
      await add(ground, first);
      await add(ground, second);
      ground.clock.advance(minutes(1));
      const resolve = (at: Date | undefined) => write(ground, (work) => work.reports.resolve(first.id, at));
      const { reports } = ground.storage.stores;
      const ids = async (isResolved: boolean | undefined, target?: AccountId) =>
        (await reports.list({ isResolved, target }, { limit: 9 })).map(({ cursor }) => cursor);
      assert.deepEqual(await ids(undefined), [second.id, first.id]);
      assert.deepEqual([await resolve(ground.clock.now()), await resolve(ground.clock.now())], [true, false]);
      assert.deepEqual([await ids(true), await ids(false)], [[first.id], [second.id]]);
      assert.deepEqual((await reports.byId(first.id))?.resolvedAt, ground.clock.now());
      assert.deepEqual(await ids(undefined, ana), [second.id]);
      assert.deepEqual([await resolve(undefined), await resolve(undefined)], [true, false]);
      assert.deepEqual(await ids(true), []);
      const rest = await reports.list(
        { isResolved: undefined, target: undefined },
        { limit: 9, maxId: second.id },
      );
      assert.deepEqual(
        rest.map(({ item }) => item),
        [first],
      );
    },
  },
];
