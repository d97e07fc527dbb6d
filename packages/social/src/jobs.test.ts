import { expect, test } from "vitest";
import type { Incoming } from "./delivery/inbox.store.ts";
import { createJobs } from "./jobs.ts";
import { days, hours } from "./kernel/time.ts";
import { fixedClock, memoryStorage } from "./memory/index.ts";

const bob = "https://there.example/users/bob";
const eve = "https://there.example/users/eve";

function office(receive: (incoming: Incoming) => Promise<void>) {
  const clock = fixedClock();
  const { events, inbox } = memoryStorage({ clock });
  const failures: unknown[] = [];
  const jobs = createJobs({
    events,
    inbox,
    clock,
    receive,
    follow: async () => undefined,
    failed: (error) => failures.push(error),
    deliverDue: async () => 7,
  });
  const keep = (id: string, actor: string) => inbox.keep({ id, actor, body: id, recipient: undefined });
  return { clock, jobs, keep, failures };
}

test("activities of one actor are dealt with in the order in which they came", async () => {
  const done: string[] = [];
  const { jobs, keep } = office(async ({ body, actor }) => {
    if (body === "1") await new Promise((resolve) => setImmediate(resolve));
    if (actor === bob) done.push(body);
  });
  for (const id of ["1", "2", "3"]) await keep(id, bob);
  await keep("4", eve);
  expect(await jobs["receive-activities"]()).toBe(4);
  expect(done).toEqual(["1", "2", "3"]);
  expect(await jobs["receive-activities"]()).toBe(0);
});

test("one that goes wrong is tried eight times, later and later, and then set aside", async () => {
  let tries = 0;
  const { clock, jobs, keep, failures } = office(async () => {
    tries += 1;
    throw new Error("there.example does not answer");
  });
  await keep("1", bob);
  await jobs["receive-activities"]();
  expect(await jobs["receive-activities"]()).toBe(0);
  for (let index = 0; index < 20; index += 1) {
    clock.advance(hours(9));
    await jobs["receive-activities"]();
  }
  clock.advance(days(30));
  expect(await jobs["receive-activities"]()).toBe(0);
  expect(tries).toBe(8);
  expect(failures.length).toBe(8);
});

test("one that goes wrong keeps none of the others from being heard", async () => {
  const done: string[] = [];
  const { jobs, keep } = office(async ({ body }) => {
    if (body === "1") throw new Error("broken");
    done.push(body);
  });
  await keep("1", bob);
  await keep("2", bob);
  await keep("3", eve);
  await jobs["receive-activities"]();
  expect(done.toSorted()).toEqual(["2", "3"]);
});

test("deliveries are the protocol's own business", async () => {
  const { jobs } = office(async () => undefined);
  expect(await jobs["deliver-activities"]()).toBe(7);
});
