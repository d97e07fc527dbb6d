import type { AccountId, NewAccount, NewStatus, StatusId, Work } from "@trunkline/social";
import { fixedClock, memoryIds } from "@trunkline/social/memory";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { newAccount, newStatus } from "../../packages/storage-adapters/src/contracts/ground.ts";

const clock = fixedClock();
const ids = memoryIds(clock);
let database: TestDatabase;
let sql: Connection;
let storage: PostgresStorage;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
  storage = await postgresStorage(sql, { now: () => clock.now(), secrets });
});
afterAll(() => database.close());

/** Numbers below a bound, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const account = (username: string): NewAccount => newAccount({ ids, clock }, username);

const status = (by: AccountId, over: Partial<NewStatus>): NewStatus => newStatus({ ids, clock }, by, over);

/** Something that anybody may do, at random. */
function step(
  pick: (below: number) => number,
  people: readonly AccountId[],
  made: StatusId[],
): (work: Work) => Promise<unknown> {
  const who = people[pick(people.length)] ?? ids.next();
  const other = people[pick(people.length)] ?? ids.next();
  const what = made[pick(made.length)] ?? ids.next();
  const visibility = (["public", "unlisted", "private", "direct"] as const)[pick(4)] ?? "public";
  const add = (over: Partial<NewStatus>) => {
    const one = status(who, { visibility, ...over });
    made.push(one.id);
    return (work: Work) => work.statuses.add(one);
  };
  const at = clock.now();
  const follow = {
    id: ids.next<"follow">(),
    follower: who,
    followed: other,
    state: pick(2) === 0 ? "accepted" : "requested",
    uri: "u",
    showBoosts: true,
    notify: false,
    languages: undefined,
    at,
  } as const;
  const steps = [
    () => add({}),
    () => add({ inReplyTo: what, inReplyToAccount: other }),
    () => add({ boostOf: what, visibility: "public" }),
    () => (work: Work) => work.statuses.remove(what, at),
    () => (work: Work) => work.favourites.add(who, what, at),
    () => (work: Work) => work.favourites.remove(who, what),
    () => (work: Work) => (who === other ? Promise.resolve() : work.follows.add(follow)),
    () => (work: Work) => work.follows.accept(who, other),
    () => (work: Work) => work.follows.remove(who, other),
    () => (work: Work) => (pick(6) === 0 ? work.statuses.removeAllOf(who, at) : Promise.resolve()),
  ];
  return (steps[pick(steps.length)] ?? (() => () => Promise.resolve()))();
}

test.each([1, 2, 3])(
  "every counter equals a recount after 300 random steps, several at once (seed %i)",
  async (seed) => {
    await database.empty();
    const pick = numbers(seed);
    const people: AccountId[] = [];
    for (const name of ["a", "b", "c", "d"]) {
      const one = account(name);
      await storage.transact((work) => work.accounts.add(one));
      people.push(one.id);
    }
    const first = status(people[0] ?? ids.next(), {});
    await storage.transact((work) => work.statuses.add(first));
    const made: StatusId[] = [first.id];
    for (let round = 0; round < 60; round += 1) {
      clock.advance(1000);
      const steps = Array.from({ length: 5 }, () => step(pick, people, made));
      // A reply or boost of what another step of the round has not stored yet is refused by the database.
      await Promise.allSettled(steps.map((run) => storage.transact(run)));
    }
    expect(await wrongCounters()).toEqual([]);
  },
);

test("of two transactions that lock each other out, both come to their end", async () => {
  await database.empty();
  const ana = account("ana");
  await storage.transact((work) => work.accounts.add(ana));
  const [one, other] = [status(ana.id, {}), status(ana.id, {})];
  for (const each of [one, other]) await storage.transact((work) => work.statuses.add(each));
  let arrived = 0;
  const favour = (first: StatusId, second: StatusId) =>
    storage.transact(async (work) => {
      await work.favourites.add(ana.id, first, clock.now());
      arrived += 1;
      await expect.poll(() => arrived, { interval: 5 }).toBeGreaterThan(1);
      await work.favourites.add(ana.id, second, clock.now());
    });
  await Promise.all([favour(one.id, other.id), favour(other.id, one.id)]);
  expect(arrived).toBe(3);
  expect(await wrongCounters()).toEqual([]);
});

async function wrongCounters(): Promise<unknown[]> {
  const accounts = await sql`
    select username, statuses_count, followers_count, following_count, last_status_at from accounts a where
      statuses_count <> (select count(*) from statuses where account_id = a.id and deleted_at is null and visibility <> 'direct')
      or followers_count <> (select count(*) from follows where followed_id = a.id and state = 'accepted')
      or following_count <> (select count(*) from follows where follower_id = a.id and state = 'accepted')`;
  const statuses = await sql`
    select id, replies_count, boosts_count, favourites_count from statuses s where deleted_at is null and (
      replies_count <> (
        select count(*) from statuses where in_reply_to = s.id and deleted_at is null and visibility in ('public', 'unlisted'))
      or boosts_count <> (select count(*) from statuses where boost_of = s.id and deleted_at is null)
      or favourites_count <> (select count(*) from favourites where status_id = s.id))`;
  return [...accounts, ...statuses];
}
