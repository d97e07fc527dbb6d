import { readdir, readFile } from "node:fs/promises";
import { fixedClock, memoryIds } from "@trunkline/social/memory";
import { phraseOf, type StatusId } from "@trunkline/social";
import type { AccountId, StatusSearch } from "@trunkline/social";
import { type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { newStatus, person } from "../../packages/storage-adapters/src/contracts/ground.ts";

const clock = fixedClock(new Date("2026-03-01T12:00:00.000Z"));
const ids = memoryIds(clock);
let database: TestDatabase;
let storage: PostgresStorage;
let ana: AccountId;

beforeAll(async () => {
  database = await testDatabase();
  const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
  storage = await postgresStorage(database.open(), { now: () => clock.now(), secrets });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  ana = await person({ storage, clock, ids }, "ana");
});

async function say(content: string, language: string | undefined): Promise<StatusId> {
  const status = newStatus({ clock, ids }, ana, { content, language });
  await storage.transact((work) => work.statuses.add(status));
  return status.id;
}

function find(text: string, languages: readonly string[]): Promise<readonly StatusId[]> {
  const phrase = phraseOf(text);
  const search: StatusSearch = {
    phrases: phrase === undefined ? [] : [phrase],
    without: [],
    conditions: [],
    languages,
    among: "both",
  };
  return storage.stores.search.statuses(ana, search, { limit: 20, offset: 0 });
}

test("a word is found in its other forms, in the language of the status and of whoever searches", async () => {
  const english = await say("She was running through the houses", "en-GB");
  const german = await say("Er lief durch die Häuser", "de");
  const unknown = await say("running", undefined);
  expect(await find("run", ["en"])).toEqual([english]);
  expect(await find("runs", ["en"])).toEqual([english]);
  expect(await find("running", ["xx"])).toEqual([unknown, english]);
  expect(await find("Hausern", ["de"])).toEqual([german]);
  expect(await find("running through the house", ["en"])).toEqual([english]);
  expect(await find("the", ["en"])).toEqual([english]);
});

test("what was said before there was a search is found after the migration, in one pass (R-024)", async () => {
  const old = await say(
    `<p>Une <b>journée</b> d’été <a class="u-url mention" href="https://x">@x</a></p>`,
    "fr",
  );
  const linked = await say(`<p>See <a href="https://site.example/a" rel="nofollow">site</a></p>`, "en");
  const sql = database.open();
  await sql`delete from status_texts`;
  const folder = new URL("../../packages/storage-adapters/src/postgres/migrations/", import.meta.url);
  const name = (await readdir(folder)).find((file) => file.endsWith("_search.backfill.sql")) ?? "";
  const backfill = await readFile(new URL(name, folder), "utf8");
  await sql.unsafe(backfill, ["0", 100]);
  await sql.unsafe(backfill, ["0", 100]);
  expect(await find("journees", ["fr"])).toEqual([old]);
  expect(await find("ete", [])).toEqual([old]);
  const rows = await sql<{ id: string }[]>`select status_id as id from status_texts where has_link`;
  expect(rows.map(({ id }) => id)).toEqual([linked]);
  await sql.end();
});
