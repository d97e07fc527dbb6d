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
function source(): Stream & { say(id: string): void; listeners(): number } {
  const listeners = new Set<(announcement: Announcement) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    say(id) {
      for (const listener of listeners) listener(posted(id));
    },
    listeners: () => listeners.size,
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
async function listen(fallback?: Stream): Promise<Ear> {
  const redis = server.open();
  const ears = async () => {
    const answer = await redis.ask((commands) => commands.pubsub("NUMSUB", "trunkline:stream"));
    return answer.isUp ? Number(answer.value[1]) : 0;
  };
  const before = await ears();
  const heard: string[] = [];
  let gaps = 0;
  const stream = createRedisStream({ redis, beat, ...(fallback && { fallback }) });
  const hear = (announcement: Announcement) =>
    heard.push("status" in announcement ? announcement.status : "");
  stream.subscribe(hear, () => (gaps += 1));
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

test("the source itself is listened to until a relay is steady, and while Redis is away (R-018, R-021)", async () => {
  const from = source();
  const { stream, heard, gaps } = await listen(from);
  from.say("direct");
  expect(heard).toEqual(["direct"]);
  relay(from);
  await expect.poll(() => stream.isRelayed, patience).toBe(true);
  expect(gaps()).toBe(1);
  expect(from.listeners()).toBe(1); // the relay's alone
  from.say("relayed");
  await expect.poll(() => heard, patience).toEqual(["direct", "relayed"]);
  await server.kill();
  await expect.poll(() => stream.isRelayed, patience).toBe(false);
  expect(gaps()).toBe(2);
  from.say("without Redis");
  expect(heard).toEqual(["direct", "relayed", "without Redis"]);
  await server.restart();
  await expect.poll(() => stream.isRelayed, patience).toBe(true);
  from.say("again");
  await expect.poll(() => heard.at(-1), patience).toBe("again");
  expect(heard).toHaveLength(4);
});

test("whoever listens to a relay is told of a gap of its source (R-021)", async () => {
  let fail = (): void => undefined;
  const from: Stream = {
    subscribe(_listener, onGap) {
      fail = () => onGap?.();
      return () => undefined;
    },
  };
  relay(from);
  const { gaps } = await listen();
  await sleep(4 * beat);
  const before = gaps();
  fail();
  await expect.poll(gaps, patience).toBe(before + 1);
});
