import { setTimeout as sleep } from "node:timers/promises";
import type { Announcement, Stream } from "@trunkline/social";
import { fixedClock, memoryIds, memoryStorage } from "@trunkline/social/memory";
import { streamContract } from "@trunkline/storage-adapters/contracts";
import { createRedisStream, relayStream, type RedisStream } from "@trunkline/storage-adapters/redis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestRedis, testRedis } from "../support/redis.ts";

const patience = { timeout: 10_000 };
const beat = 400;
let server: TestRedis;
let endings: (() => void)[];

beforeEach(async () => {
  server = await testRedis();
  endings = [];
});
afterEach(async () => {
  for (const end of endings) end();
  await server.close();
});

/** A source that says what it is told to say. */
function source(): Stream & { say(id: string): void } {
  const listeners = new Set<(announcement: Announcement) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    say(id) {
      for (const listener of listeners) listener(posted(id));
    },
  };
}

const posted = (id: string): Announcement => ({ type: "status.posted", status: id as never });

function relay(from: Stream): () => void {
  const end = relayStream({ redis: server.open(), source: from, beat });
  endings.push(end);
  return end;
}

interface Ear {
  readonly stream: RedisStream;
  readonly heard: string[];
  readonly gaps: () => number;
}

/** Listens, and resolves once Redis knows of it. */
async function listen(): Promise<Ear> {
  const redis = server.open();
  const ears = async () => {
    const answer = await redis.ask((commands) => commands.pubsub("NUMSUB", "trunkline:stream"));
    return answer.isUp ? Number(answer.value[1]) : 0;
  };
  const before = await ears();
  const heard: string[] = [];
  let gaps = 0;
  const stream = createRedisStream({ redis, onGap: () => (gaps += 1), beat });
  stream.subscribe((announcement) => heard.push("status" in announcement ? announcement.status : ""));
  endings.push(() => stream.close());
  await expect.poll(ears, patience).toBe(before + 1);
  return { stream, heard, gaps: () => gaps };
}

test.each(streamContract)("the stream over Redis $promise", async ({ prove }) => {
  const clock = fixedClock();
  const ids = memoryIds(clock);
  const storage = memoryStorage({ clock, ids });
  relay(storage.stream);
  const { stream } = await listen();
  const subject = { storage, clock, ids, stream, settled: () => sleep(100) };
  await expect(prove(subject)).resolves.toBe(undefined);
});

test("every process hears everything once and in order, and of no gap (R-021)", async () => {
  const from = source();
  relay(from);
  const ears = [await listen(), await listen()];
  const ids = Array.from({ length: 500 }, (_, index) => String(index));
  for (const id of ids) from.say(id);
  for (const { heard } of ears) await expect.poll(() => heard.length, patience).toBe(500);
  for (const { heard } of ears) expect(heard).toEqual(ids);
  await sleep(4 * beat);
  expect(ears.map(({ gaps }) => gaps())).toEqual([0, 0]);
});

test("whoever may have missed something is told, when Redis dies (R-018, R-021)", async () => {
  const from = source();
  relay(from);
  const { heard, gaps } = await listen();
  await server.kill();
  await expect.poll(gaps, patience).toBeGreaterThan(0);
  from.say("lost");
  await server.restart();
  await expect.poll(() => (from.say("later"), heard.at(-1)), patience).toBe("later");
});

test("whoever may have missed something is told, when the relay falls silent or changes (R-021)", async () => {
  const from = source();
  const end = relay(from);
  const { heard, gaps } = await listen();
  end();
  await expect.poll(gaps, patience).toBeGreaterThan(0);
  relay(from);
  await expect.poll(() => (from.say("later"), heard.at(-1)), patience).toBe("later");
  const before = gaps();
  relay(source());
  await expect.poll(gaps, patience).toBeGreaterThan(before);
});

test("emptying Redis costs no announcement (R-004)", async () => {
  const from = source();
  relay(from);
  const { heard, gaps } = await listen();
  for (let turn = 0; turn < 20; turn += 1) {
    from.say(String(turn));
    if (turn % 5 === 0) await server.flush();
  }
  await expect.poll(() => heard.length, patience).toBe(20);
  expect(gaps()).toBe(0);
});
