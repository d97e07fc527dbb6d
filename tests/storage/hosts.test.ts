import assert from "node:assert/strict";
import { hours, minutes, seconds } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const clock = fixedClock();
const host = "dead.example";
let database: TestDatabase;
/** Two processes over one database. */
let one: PostgresStorage;
let other: PostgresStorage;

const open = (): Promise<PostgresStorage> =>
  postgresStorage(database.open(), {
    now: () => clock.now(),
    secrets: { active: "test", keys: { test: new Uint8Array(32) } },
  });

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.empty();
  [one, other] = await Promise.all([open(), open()]);
});
afterAll(() => database.close());

/** As both learn it, since each goes for some seconds by what it knows. */
async function permits(): Promise<readonly string[]> {
  clock.advance(seconds(6));
  return [(await one.hosts.permit(host)).type, (await other.hosts.permit(host)).type];
}

async function fail(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await (time % 2 === 0 ? one : other).hosts.failed(host, false);
}

describe("R-012: what processes know of a host that does not answer", () => {
  test("is known to all of them, and to one that starts later", async () => {
    await fail(9);
    assert.deepEqual(await permits(), ["go", "go"]);
    await fail(1);
    assert.deepEqual(await permits(), ["wait", "wait"]);
    assert.equal((await (await open()).hosts.permit(host)).type, "wait");
    assert.equal((await other.hosts.permit("alive.example")).type, "go");
  });

  test("opens one probe after a minute, whoever asks, and twice as long after each that fails, up to six hours", async () => {
    await fail(10);
    const pauses: number[] = [];
    for (let probe = 0; probe < 11; probe += 1) {
      clock.advance(hours(7));
      const asked = await Promise.all([one, other, one, other].map(({ hosts }) => hosts.permit(host)));
      assert.deepEqual(asked.map(({ type }) => type).toSorted(), ["go", "wait", "wait", "wait"]);
      await one.hosts.failed(host, false);
      const after = await one.hosts.permit(host);
      if (after.type === "wait") pauses.push((after.until.getTime() - clock.now().getTime()) / minutes(1));
    }
    assert.deepEqual(pauses, [2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
  });

  test("opens at once where it is unsteady, and failures of tries under way do not lengthen the pause", async () => {
    await one.hosts.failed(host, false);
    await one.hosts.failed(host, true);
    const first = await one.hosts.permit(host);
    await fail(20);
    assert.deepEqual(await one.hosts.permit(host), first);
    assert.equal(first.type, "wait");
  });

  test("is forgotten with the first answer", async () => {
    await fail(9);
    await other.hosts.succeeded(host);
    clock.advance(seconds(6));
    await one.hosts.permit(host);
    await fail(9);
    assert.deepEqual(await permits(), ["go", "go"]);
  });

  test("is forgotten when the host speaks to us", async () => {
    await fail(10);
    const actor = `https://${host}/users/ana`;
    await one.seen.keep({ id: `${actor}/1`, actor, type: "Like", body: "{}", recipient: undefined });
    assert.deepEqual(await permits(), ["go", "go"]);
  });
});
