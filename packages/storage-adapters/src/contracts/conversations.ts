import assert from "node:assert/strict";
import type { AccountId, Conversation, StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";
import { walk } from "./lists.ts";

interface Entry {
  readonly account: AccountId;
  readonly others: readonly AccountId[];
  readonly status: StatusId;
  readonly thread?: string;
  readonly unread?: boolean;
}

const add = (ground: Ground, entry: Entry): Promise<Conversation | undefined> =>
  write(ground, (work) =>
    work.conversations.add({
      thread: "https://here.example/t",
      unread: true,
      id: ground.ids.next(),
      ...entry,
    }),
  );

const direct = (ground: Ground, account: AccountId): Promise<StatusId> =>
  post(ground, account, { visibility: "direct" });

const two = async (ground: Ground): Promise<readonly [AccountId, AccountId]> => [
  await person(ground, "ana"),
  await person(ground, "bo"),
];

/** `ConversationStore`: direct statuses by thread and people. */
export const conversationStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one conversation for an account, a thread and those in it, and takes a status once",
    async prove(ground) {
      const [ana, bo] = await two(ground);
      const [one, other] = [await direct(ground, bo), await direct(ground, bo)];
      const first = await add(ground, { account: ana, others: [bo], status: one });
      assert.ok(first !== undefined);
      assert.deepEqual(first, { id: first.id, account: ana, others: [bo], last: one, unread: true });
      assert.equal(await add(ground, { account: ana, others: [bo], status: one }), undefined);
      const later = await add(ground, { account: ana, others: [bo], status: other, unread: false });
      assert.deepEqual(later, { ...first, last: other, unread: false });
      const { conversations } = ground.storage.stores;
      assert.deepEqual(await conversations.byId(ana, first.id), later);
      assert.equal(await conversations.byId(bo, first.id), undefined);
    },
  },
  {
    promise: "keeps threads, people and accounts apart, whatever the length of an address",
    async prove(ground) {
      const [ana, bo] = await two(ground);
      const cy = await person(ground, "cy");
      const thread = `https://there.example/${"x".repeat(5000)}`;
      const made = [
        await add(ground, { account: ana, others: [bo], status: await direct(ground, bo) }),
        await add(ground, { account: ana, others: [bo], status: await direct(ground, bo), thread }),
        await add(ground, { account: ana, others: [bo, cy], status: await direct(ground, bo), thread }),
        await add(ground, { account: ana, others: [], status: await direct(ground, ana) }),
        await add(ground, { account: bo, others: [ana], status: await direct(ground, bo) }),
      ];
      assert.equal(new Set(made.map((each) => each?.id)).size, 5);
    },
  },
  {
    promise: "lists those with the newest status first, by pages of their last statuses",
    async prove(ground) {
      const [ana, bo] = await two(ground);
      const threads = ["a", "b", "c", "d", "e"];
      for (const thread of threads)
        await add(ground, { account: ana, others: [bo], status: await direct(ground, bo), thread });
      const last = await direct(ground, bo);
      const moved = await add(ground, { account: ana, others: [bo], status: last, thread: "a" });
      const late = await add(ground, { account: bo, others: [ana], status: last, thread: "a" });
      const { conversations } = ground.storage.stores;
      const { down, up } = await walk((page) => conversations.of(ana, page));
      assert.deepEqual(down, up);
      assert.equal(down.length, 5);
      assert.deepEqual(down[0], moved);
      assert.deepEqual(await conversations.of(bo, { limit: 9 }), [{ cursor: last, item: late }]);
    },
  },
  {
    promise: "marks and removes one's own alone, and those with somebody",
    async prove(ground) {
      const [ana, bo] = await two(ground);
      const status = await direct(ground, bo);
      const made = await add(ground, { account: ana, others: [bo], status });
      assert.ok(made !== undefined);
      const mark = (account: AccountId) =>
        write(ground, (work) => work.conversations.mark(account, made.id, false));
      assert.deepEqual([await mark(bo), await mark(ana)], [false, true]);
      const { conversations } = ground.storage.stores;
      assert.equal((await conversations.byId(ana, made.id))?.unread, false);
      const remove = (account: AccountId) =>
        write(ground, (work) => work.conversations.remove(account, made.id));
      assert.deepEqual([await remove(bo), await remove(ana), await remove(ana)], [false, true, false]);
      await add(ground, { account: ana, others: [bo], status });
      await add(ground, { account: bo, others: [ana], status });
      await write(ground, (work) => work.conversations.removeWith(ana, bo));
      assert.deepEqual(await conversations.of(ana, { limit: 9 }), []);
      assert.equal((await conversations.of(bo, { limit: 9 })).length, 1);
    },
  },
  {
    promise: "goes back to the status before when the last is taken out, and goes with the only one",
    async prove(ground) {
      const [ana, bo] = await two(ground);
      const [one, other] = [await direct(ground, bo), await direct(ground, ana)];
      for (const account of [ana, bo])
        for (const status of [one, other])
          await add(ground, { account, others: account === ana ? [bo] : [ana], status });
      const { conversations } = ground.storage.stores;
      const lasts = async (account: AccountId) =>
        (await conversations.of(account, { limit: 9 })).map(({ item }) => item.last);
      const removeStatus = (id: StatusId) => write(ground, (work) => work.conversations.removeStatus(id));
      await removeStatus(other);
      assert.deepEqual([await lasts(ana), await lasts(bo)], [[one], [one]]);
      await add(ground, { account: ana, others: [bo], status: other });
      await write(ground, (work) => work.conversations.forget(bo));
      assert.deepEqual([await lasts(ana), await lasts(bo)], [[other], []]);
      await removeStatus(other);
      assert.deepEqual(await lasts(ana), []);
    },
  },
];
