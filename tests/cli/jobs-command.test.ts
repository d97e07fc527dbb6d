import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { rm } from "node:fs/promises";
import { compose, readConfig } from "@trunkline/server/compose";
import type { Composition } from "@trunkline/server/compose";
import { adminProgram, environmentFor, run } from "../support/server.ts";
import type { Ended } from "../support/server.ts";

/** A server's parts, without the jobs: nobody else takes what lies in the queues. */
let composition: Composition;
let place: Awaited<ReturnType<typeof environmentFor>>;

beforeAll(async () => {
  place = await environmentFor();
  composition = await compose(readConfig(place.environment, place.folder), { role: "server" });
});
afterAll(async () => {
  await composition.close();
  await rm(place.folder, { recursive: true, force: true });
});

function jobs(...args: readonly string[]): Promise<Ended> {
  return run(adminProgram, ["jobs", ...args], { env: place.environment }).ended;
}

/** Gives an activity up that came from elsewhere, and says which. */
async function giveUp(number: number): Promise<string> {
  const { seen, inbox } = composition.storage;
  const id = `https://there.example/likes/${number}`;
  const actor = "https://there.example/users/ana";
  await seen.keep({ id, actor, type: "Nonsense", body: "{}", recipient: undefined });
  for (const incoming of await inbox.claim(9)) await inbox.fail(incoming, "it \u001b[31mbroke", undefined);
  return id;
}

interface Letter {
  readonly id: string;
  readonly about: string;
  readonly reason: string;
}

async function letters(): Promise<readonly Letter[]> {
  return JSON.parse((await jobs("list", "inbox", "--json")).stdout) as Letter[]; // as the command prints them
}

const patient = { timeout: 90_000 };

test(
  "R-011: what was given up is listed, tried again and discarded from the command line",
  patient,
  async () => {
    const { inbox } = composition.storage;
    const ids = [await giveUp(1), await giveUp(2), await giveUp(3)];
    const [third, second, first] = await letters();
    assert.deepEqual(
      [first, second, third].map((letter) => letter?.about),
      ids.map((id) => `Nonsense ${id}`),
    );
    const shown = await jobs("list");
    assert.match(shown.stdout, /inbox .* Nonsense https:\/\/there\.example\/likes\/3 +it {1,2}\[31mbroke/);
    assert.ok(!shown.stdout.includes("\u001b"), "a stranger's text sends the terminal no orders");

    const dry = await jobs("discard", "inbox", "--all", "--dry-run");
    assert.equal(dry.stdout, "Would discard 3 of inbox.\n");
    assert.equal((await jobs("discard", "inbox", "--all")).code, 2, "nobody can be asked");
    assert.equal((await letters()).length, 3);

    assert.equal((await jobs("discard", "inbox", first?.id ?? "", "--yes")).code, 0);
    assert.deepEqual(
      (await letters()).map(({ id }) => id),
      [third?.id, second?.id],
    );
    assert.equal((await jobs("retry", "inbox", "--all")).code, 0);
    assert.deepEqual(await letters(), []);
    await Promise.all((await inbox.claim(9)).map((incoming) => inbox.done(incoming)));
  },
);

test("jobs stats counts each kind of work, for people and for programs", patient, async () => {
  const table = await jobs("stats");
  assert.match(table.stdout, /^KIND +WAITING +DUE +HELD +DEAD/);
  const counted: unknown = JSON.parse((await jobs("stats", "--json")).stdout);
  assert.deepEqual(
    counted,
    ["inbox", "events", "deliveries"].map((kind) => ({ kind, waiting: 0, due: 0, held: 0, dead: 0 })),
  );
});

test("what cannot be meant is an error of usage", patient, async () => {
  for (const args of [
    ["retry", "inbox"],
    ["retry", "nonsense", "--all"],
    ["discard", "events", "x", "--yes"],
  ]) {
    const { code, stdout } = await jobs(...args);
    assert.equal(code, 2, args.join(" "));
    assert.equal(stdout, "");
  }
});
