import { createWakeUps, type WakeUps } from "@trunkline/storage-adapters/bullmq";
import type { RedisConnection } from "@trunkline/storage-adapters/redis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestRedis, testRedis } from "../support/redis.ts";

const patience = { timeout: 15_000 };
let server: TestRedis;
let opened: WakeUps[];

beforeEach(async () => {
  server = await testRedis();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await server.close();
});

/** What one process has of the wake-ups. */
function open(redis: RedisConnection = server.open()): WakeUps {
  const wakeUps = createWakeUps({ redis });
  opened.push(wakeUps);
  return wakeUps;
}

test("a wake reaches one of the processes that listen, and nobody who listens to something else", async () => {
  const heard: string[] = [];
  const [one, two] = [open(), open()];
  one.onWake("inbox", () => heard.push("inbox"));
  two.onWake("inbox", () => heard.push("inbox"));
  two.onWake("events", () => heard.push("events"));
  open().wake("inbox");
  await expect.poll(() => heard, patience).toEqual(["inbox"]);
});

test("of wakes in quick succession the last one is always heard after it was sent", async () => {
  const producer = open();
  let made = 0;
  let seen = 0;
  open().onWake("inbox", () => (seen = made));
  for (let turn = 0; turn < 50; turn += 1) {
    for (let wakes = 0; wakes < 20; wakes += 1) {
      made += 1;
      producer.wake("inbox");
    }
    await new Promise((resolve) => setTimeout(resolve, turn % 7));
  }
  await expect.poll(() => seen, patience).toBe(1000);
});

test("who has left is not woken", async () => {
  const heard: string[] = [];
  const wakeUps = open();
  wakeUps.onWake("inbox", () => heard.push("one"))();
  open().onWake("inbox", () => heard.push("two"));
  wakeUps.wake("inbox");
  await expect.poll(() => heard, patience).toEqual(["two"]);
});

test("wakes are heard again after Redis was emptied, and after it was gone (R-004, R-018)", async () => {
  let heard = 0;
  const [producer, listener] = [open(), open()];
  listener.onWake("inbox", () => (heard += 1));
  producer.wake("inbox");
  await expect.poll(() => heard, patience).toBe(1);
  await server.flush();
  producer.wake("inbox");
  await expect.poll(() => heard, patience).toBe(2);
  await server.kill();
  producer.wake("inbox");
  await server.restart();
  await expect.poll(() => (producer.wake("inbox"), heard), patience).toBeGreaterThan(2);
});

test("ends in good time with Redis gone", async () => {
  const wakeUps = open();
  wakeUps.onWake("inbox", () => undefined);
  await server.kill();
  const started = performance.now();
  await wakeUps.close();
  expect(performance.now() - started).toBeLessThan(4000);
});
