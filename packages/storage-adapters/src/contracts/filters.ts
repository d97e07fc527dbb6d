import assert from "node:assert/strict";
import type { AccountId, Filter } from "@trunkline/social";
import { after, hours } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

async function filter(ground: Ground, account: AccountId, over: Partial<Filter> = {}): Promise<Filter> {
  const id: Filter["id"] = ground.ids.next();
  const keywords = [{ id: ground.ids.next(), keyword: "tea", wholeWord: true }];
  const terms = { title: "Drinks", contexts: ["home"], action: "warn", expiresAt: undefined } as const;
  const made: Filter = { id, account, ...terms, keywords, statuses: [], ...over };
  await write(ground, (work) => work.filters.add(made));
  return made;
}

/** `FilterStore`: what accounts do not want to read. */
export const filterStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps filters for their owner alone, oldest first, and changes their terms",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const id = ground.ids.next<"filterStatus">();
      const statuses = [{ id, status: await post(ground, bo) }];
      const one = await filter(ground, ana, { statuses });
      const two = await filter(ground, ana, { keywords: [], contexts: ["thread", "account"] });
      const { filters } = ground.storage.stores;
      assert.deepEqual(await filters.of(ana), [one, two]);
      assert.deepEqual(await filters.of(bo), []);
      const expiresAt = after(ground.clock.now(), hours(1));
      const terms = { title: "Hot", contexts: ["public"], action: "hide", expiresAt } as const;
      const change = (by: AccountId) => write(ground, (work) => work.filters.change(by, one.id, terms));
      assert.deepEqual([await change(bo), await change(ana)], [false, true]);
      assert.deepEqual(await filters.of(ana), [{ ...one, ...terms }, two]);
      const remove = (by: AccountId) => write(ground, (work) => work.filters.remove(by, one.id));
      assert.deepEqual([await remove(bo), await remove(ana), await remove(ana)], [false, true, false]);
      await write(ground, (work) => work.filters.removeAllOf(ana));
      assert.deepEqual(await filters.of(ana), []);
    },
  },
  {
    promise: "adds, changes and removes keywords of an account's own filters",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const { id, keywords } = await filter(ground, ana);
      const [tea] = keywords;
      assert.ok(tea);
      const coffee = { id: ground.ids.next<"keyword">(), keyword: "coffee", wholeWord: false };
      const put = (by: AccountId, keyword: typeof tea) =>
        write(ground, (work) => work.filters.putKeyword(by, id, keyword));
      assert.deepEqual([await put(bo, coffee), await put(ana, coffee)], [false, true]);
      assert.equal(await put(ana, { ...tea, keyword: "green tea" }), true);
      const read = async () => (await ground.storage.stores.filters.of(ana))[0]?.keywords;
      assert.deepEqual(await read(), [{ ...tea, keyword: "green tea" }, coffee]);
      const remove = (by: AccountId) => write(ground, (work) => work.filters.removeKeyword(by, tea.id));
      assert.deepEqual([await remove(bo), await remove(ana), await remove(ana)], [false, true, false]);
      assert.deepEqual(await read(), [coffee]);
    },
  },
  {
    promise: "adds a status once, and removes it, in an account's own filters",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const { id } = await filter(ground, ana);
      const named = { id: ground.ids.next<"filterStatus">(), status: await post(ground, bo) };
      const add = (by: AccountId, part: string = named.id) =>
        write(ground, (work) => work.filters.addStatus(by, id, { ...named, id: part }));
      assert.deepEqual(
        [await add(bo), await add(ana), await add(ana, ground.ids.next())],
        [false, true, false],
      );
      const read = async () => (await ground.storage.stores.filters.of(ana))[0]?.statuses;
      assert.deepEqual(await read(), [named]);
      const remove = (by: AccountId) => write(ground, (work) => work.filters.removeStatus(by, named.id));
      assert.deepEqual([await remove(bo), await remove(ana), await remove(ana)], [false, true, false]);
      assert.deepEqual(await read(), []);
    },
  },
];
