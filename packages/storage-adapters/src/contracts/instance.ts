import assert from "node:assert/strict";
import { after, days } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newUser, person, post, write } from "./ground.ts";

const monday = new Date("2026-02-23T00:00:00.000Z");

/** `InstanceStore`: what the server says of itself, what happens on it, and whom it knows. */
export const instanceStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one value of a setting, and none once it is unset",
    async prove(ground) {
      const at = ground.clock.now();
      const { instance } = ground.storage.stores;
      const set = (value: string) =>
        write(ground, (work) => work.instance.set({ name: "status-page", value, at }));
      await set("one");
      await set("two");
      assert.deepEqual(await instance.settings(), [{ name: "status-page", value: "two", at }]);
      const unset = () => write(ground, (work) => work.instance.unset("status-page"));
      assert.deepEqual([await unset(), await unset()], [true, false]);
      assert.deepEqual(await instance.settings(), []);
    },
  },
  {
    promise: "lists the rules that hold in their order, and removes one once",
    async prove(ground) {
      const at = ground.clock.now();
      const add = (text: string, hint = "") =>
        write(ground, (work) => work.instance.addRule({ text, hint }, at));
      const [one, two] = [await add("Be kind", "Always."), await add("No spam")];
      const { instance } = ground.storage.stores;
      assert.deepEqual(await instance.rules(), [one, two]);
      assert.deepEqual(one, { id: one.id, text: "Be kind", hint: "Always." });
      const remove = () => write(ground, (work) => work.instance.removeRule(one.id, at));
      assert.deepEqual([await remove(), await remove()], [true, false]);
      assert.deepEqual(await instance.rules(), [two]);
    },
  },
  {
    promise: "keeps one text of terms for a day, the last to hold first",
    async prove(ground) {
      const publishedAt = ground.clock.now();
      const add = (effectiveOn: string, text: string) =>
        write(ground, (work) => work.instance.addTerms({ effectiveOn, text, publishedAt }));
      assert.deepEqual(
        [await add("2026-01-01", "old"), await add("2026-12-31", "new"), await add("2026-01-01", "other")],
        [true, true, false],
      );
      assert.deepEqual(await ground.storage.stores.instance.terms(), [
        { effectiveOn: "2026-12-31", text: "new", publishedAt },
        { effectiveOn: "2026-01-01", text: "old", publishedAt },
      ]);
    },
  },
  {
    promise: "counts what happened in a week, and no more",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const bo = await person(ground, "bo", { domain: "there.example" });
      const user = newUser(ground, ana);
      await write(ground, async (work) => {
        await work.users.add(user);
        for (const week of [monday, monday, after(monday, -days(7))])
          await work.instance.visit(user.id, week);
      });
      const write_ = async (account: typeof ana, visibility: "public" | "unlisted" | "private" | "direct") =>
        post(ground, account, { visibility });
      for (const visibility of ["public", "unlisted", "private", "direct"] as const)
        await write_(ana, visibility);
      await write_(bo, "public");
      ground.clock.advance(days(7));
      await write_(ana, "public");
      const { instance } = ground.storage.stores;
      assert.deepEqual(await instance.countWeek(monday), { statuses: 2, logins: 1, registrations: 1 });
      assert.deepEqual(await instance.countWeek(after(monday, -days(14))), {
        statuses: 0,
        logins: 0,
        registrations: 0,
      });
    },
  },
  {
    promise: "keeps the last count of a week",
    async prove(ground) {
      const countedAt = ground.clock.now();
      const count = { week: monday, statuses: 1, logins: 2, registrations: 3, countedAt };
      const keep = (statuses: number) =>
        write(ground, (work) => work.instance.keepWeek({ ...count, statuses }));
      await keep(1);
      await keep(7);
      const { instance } = ground.storage.stores;
      assert.deepEqual(await instance.weeks(monday), [{ ...count, statuses: 7 }]);
      assert.deepEqual(await instance.weeks(after(monday, days(7))), []);
    },
  },
  {
    promise:
      "knows each server once, without those about which there is a rule, by the beginning of its name",
    async prove(ground) {
      await person(ground, "ana");
      for (const domain of ["b.example", "a.example", "ab.example", "x.bad.example"])
        for (const name of ["ed", "fi"]) await person(ground, name, { domain });
      const { instance } = ground.storage.stores;
      assert.equal(await instance.countPeers(), 4);
      await write(ground, (work) =>
        work.domainRules.put({
          domain: "bad.example",
          severity: "suspend",
          rejectsMedia: false,
          rejectsReports: false,
          publicComment: "",
          privateComment: "",
          at: ground.clock.now(),
        }),
      );
      assert.deepEqual(await instance.peers("", 9), ["a.example", "ab.example", "b.example"]);
      assert.deepEqual(await instance.peers("a", 1), ["a.example"]);
      assert.deepEqual(await instance.peers("ab", 9), ["ab.example"]);
      assert.deepEqual(await instance.peers("%", 9), []);
    },
  },
];
