import { setTimeout as sleep } from "node:timers/promises";
import { fixedClock } from "@trunkline/social/memory";
import { createWakeUps, type WakeUps } from "@trunkline/storage-adapters/bullmq";
import { type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { type TestRedis, testRedis } from "../support/redis.ts";

const clock = fixedClock();
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
let database: TestDatabase;
let redis: TestRedis;

beforeAll(async () => {
  database = await testDatabase();
  redis = await testRedis();
});
afterAll(async () => {
  await redis.close();
  await database.close();
});

const like = (number: number) => ({
  id: String(number),
  actor: "https://there.example/users/ana",
  type: "Like",
  body: String(number),
  recipient: undefined,
});

interface Inbox {
  keep(number: number): Promise<"new" | "seen">;
  stop(): Promise<void>;
}

/** A process that keeps what comes, wakes the others, and works when it is woken or a second has gone by. */
async function startProcess(handled: string[]): Promise<Inbox> {
  const wakeUps: WakeUps = createWakeUps({ redis: redis.open() });
  const storage: PostgresStorage = await postgresStorage(database.open(), {
    now: clock.now,
    secrets,
    wakes: wakeUps,
  });
  let isOver = false;
  let rouse = (): void => undefined;
  const leave = storage.onWake("inbox", () => rouse());
  const work = async (): Promise<void> => {
    while (!isOver) {
      const claimed = await storage.inbox.claim(10);
      for (const each of claimed) {
        await storage.inbox.done(each);
        handled.push(each.body);
      }
      if (claimed.length > 0) continue;
      const pause = sleep(1000);
      await Promise.race([pause, new Promise<void>((resolve) => (rouse = resolve))]);
    }
  };
  const ended = work();
  return {
    keep: (number) => storage.seen.keep(like(number)),
    async stop() {
      isOver = true;
      leave();
      rouse();
      await ended;
      await wakeUps.close();
    },
  };
}

test("nothing is lost and nothing done twice, whenever Redis is emptied or dies (R-004, R-018)", async () => {
  const handled: string[] = [];
  const processes = await Promise.all([startProcess(handled), startProcess(handled)]);
  const answers: string[] = [];
  for (let number = 0; number < 300; number += 1) {
    // Every activity comes twice, to two processes, as it does by two inboxes.
    const copies = await Promise.all(processes.map((each) => each.keep(number)));
    answers.push(...copies);
    if (number % 40 === 17) await redis.flush().catch(() => undefined); // down just now
    if (number === 120) await redis.kill();
    if (number === 200) await redis.restart();
  }
  expect(answers.filter((answer) => answer === "new")).toHaveLength(300);
  await expect.poll(() => handled.length, { timeout: 15_000 }).toBe(300);
  expect(new Set(handled).size).toBe(300);
  await Promise.all(processes.map((each) => each.stop()));
}, 60_000);
