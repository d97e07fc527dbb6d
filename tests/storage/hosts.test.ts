import assert from "node:assert/strict";
import { hours, minutes, seconds, toUri } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { hostBacklog, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
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

describe("a host that answers again", () => {
  const sender = toUri<"actor">("https://here.example/users/ana");
  const leave = (name: string, insists?: true): Promise<void> =>
    one.transact((work) =>
      work.outbox.add({
        activityId: `${sender}/${name}`,
        sender,
        body: name,
        inboxes: [`https://${host}/inbox`],
        ...(insists === undefined ? {} : { insists }),
      }),
    );
  /** Leaves something that is put off for an hour since its host does not answer. */
  async function putOff(name: string, untilHostAnswers: boolean): Promise<void> {
    await leave(name);
    const [delivery] = await one.deliveries.claim(1);
    if (delivery === undefined) throw new Error("Nothing was due.");
    await one.hosts.failed(host, false);
    const at = new Date(clock.now().getTime() + hours(1));
    const outcome = { type: "retry", at, reason: "no" } as const;
    await one.deliveries.settle(delivery, untilHostAnswers ? { ...outcome, untilHostAnswers } : outcome);
  }
  const due = async (): Promise<readonly string[]> =>
    (await other.deliveries.claim(9)).map(({ body }) => body).toSorted();

  test("R-012: has all that waited for it at once, but for what waits for another reason", async () => {
    await putOff("1", true);
    await putOff("2", true);
    await putOff("3", false);
    assert.deepEqual(await due(), []);
    await one.hosts.succeeded(host);
    assert.deepEqual(await due(), ["1", "2"]);
  });

  test("R-012: has it as well when it is heard from, and what is put off just after that does not wait", async () => {
    await putOff("1", true);
    await leave("2");
    const [late] = await one.deliveries.claim(1);
    const actor = `https://${host}/users/ana`;
    await other.seen.keep({ id: `${actor}/1`, actor, type: "Like", body: "{}", recipient: undefined });
    assert.deepEqual(await due(), ["1"]);
    if (late === undefined) throw new Error("Nothing was due.");
    const at = new Date(clock.now().getTime() + hours(1));
    await one.deliveries.settle(late, { type: "retry", at, reason: "no", untilHostAnswers: true });
    assert.deepEqual(await due(), ["2"]);
  });

  test("F-210: seven distinct days of failures stop deliveries, but for a follow; a signed post restores them", async () => {
    await leave("before");
    for (let day = 1; day <= 7; day += 1) {
      await fail(1);
      if (day < 7) assert.deepEqual(await permits(), ["go", "go"]);
      clock.advance(hours(24));
    }
    assert.deepEqual(await permits(), ["stop", "stop"]);
    await leave("post");
    await leave("follow", true);
    assert.deepEqual(await due(), ["before", "follow"]);
    assert.equal((await (await open()).hosts.permit(host)).type, "stop");
    const actor = `https://${host}/users/ana`;
    await one.seen.keep({ id: `${actor}/1`, actor, type: "Like", body: "{}", recipient: undefined });
    assert.deepEqual(await permits(), ["go", "go"]);
    await leave("later");
    assert.deepEqual(await due(), ["later"]);
  });

  test("F-210: failures of one day alone do not take a host for gone, nor does an answer in between", async () => {
    await fail(9);
    clock.advance(hours(1));
    for (let day = 1; day <= 6; day += 1) {
      await fail(1);
      clock.advance(hours(24));
    }
    await one.hosts.succeeded(host);
    await fail(1);
    assert.deepEqual(await permits(), ["go", "go"]);
  });
});

test("R-031: hosts and what waits for them are counted by how each host is taken", async () => {
  const sql = database.open();
  const inboxes = ["well", "unsteady", "dead", "asked", "buried"].map(
    (name) => `https://${name}.example/inbox`,
  );
  const sender = toUri<"actor">("https://here.example/users/ana");
  const outgoing = { activityId: "https://here.example/1", sender, body: "{}", inboxes };
  await one.transact((work) => work.outbox.add(outgoing));
  await sql`
    insert into delivery_hosts (host, failures, open_until, is_probing, failed_days, last_failed_at) values
      ('unsteady.example', 1, null, false, 1, now()), ('dead.example', 10, now(), false, 1, now()),
      ('asked.example', 10, now(), true, 1, now()), ('buried.example', 70, now(), false, 7, now()),
      ('silent.example', 70, now(), false, 7, now())`;
  clock.advance(minutes(5));
  const classes = await hostBacklog(sql, clock.now());
  const oneOfEach = { hosts: 1, waiting: 1, oldestSeconds: 300 };
  assert.deepEqual(classes, [
    { hostClass: "healthy", ...oneOfEach },
    { hostClass: "failing", ...oneOfEach },
    { hostClass: "open", ...oneOfEach },
    { hostClass: "probing", ...oneOfEach },
    { hostClass: "gone", ...oneOfEach, hosts: 2 },
  ]);
  await sql`delete from deliveries`;
  assert.deepEqual((await hostBacklog(sql, clock.now()))[0], {
    hostClass: "healthy",
    hosts: 0,
    waiting: 0,
    oldestSeconds: 0,
  });
});
