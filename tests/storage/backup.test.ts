import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fixedClock, memoryIds, memoryMediaFiles } from "@trunkline/social/memory";
import { newAccount } from "../../packages/storage-adapters/src/contracts/ground.ts";
import {
  type Connection,
  createBackup,
  type KeyRing,
  migrate,
  postgresStorage,
  restoreBackup,
  restoreMedia,
  verifyBackup,
  verifyMedia,
} from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const at = new Date("2026-03-01T12:00:00Z");
const now = () => at;
const secrets: KeyRing = { active: "k1", keys: { k1: new Uint8Array(32).fill(7) } };
let from: TestDatabase;
let to: TestDatabase;
let root: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  [from, to, root] = await Promise.all([
    testDatabase(),
    testDatabase(),
    mkdtemp(join(tmpdir(), "tl-backup-")),
  ]);
  await furnish(from.open());
});
afterAll(async () => {
  await Promise.all([from.close(), to.close(), rm(root, { recursive: true, force: true })]);
});
beforeEach(async () => {
  folder = join(root, String((count += 1)));
  await to.open().unsafe("drop schema public cascade; create schema public");
});

/** Accounts, one with a key; statuses that refer to each other; likes; a delivery under way; awkward text. */
async function furnish(sql: Connection): Promise<void> {
  const storage = await postgresStorage(sql, { now, secrets });
  await sql`
    insert into accounts (id, username, uri, url, kind, display_name, note, fields, locked, discoverable, indexable,
      hide_collections, inbox, created_at)
    select n, 'user' || n, 'https://here.example/users/' || n, 'https://here.example/@' || n, 'person',
      E'a\tb\\c\n' || n, '', '[]', false, true, true, false, 'https://here.example/inbox', ${at}::timestamptz
    from generate_series(1, 50) n`;
  await sql`
    insert into statuses (id, uri, account_id, in_reply_to, content, spoiler_text, sensitive, visibility, conversation,
      emojis, media, local, created_at)
    select n, 'https://here.example/statuses/' || n, n % 50 + 1, nullif(n - 1, 0), '<p>🦣 ' || n || '</p>', '', false,
      'public', 'c', '[]', '[]', true, ${at}::timestamptz
    from generate_series(1, 2000) n`;
  await sql`insert into favourites (account_id, status_id, at) select n % 50 + 1, n, ${at}::timestamptz from generate_series(1, 300) n`;
  await sql`delete from favourites where id > 250`;
  const [sent] = await sql<{ id: string }[]>`
    insert into outgoing_activities (activity_id, sender, body, inboxes, at)
    values ('https://here.example/activities/1', 'https://here.example/users/1', '{}', '{https://there.example/inbox}', ${at}::timestamptz)
    returning id`;
  await sql`
    insert into deliveries (activity, inbox, host, next_at)
    values (${sent?.id ?? ""}, 'https://there.example/inbox', 'there.example', ${at}::timestamptz)`;
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const clock = fixedClock(at);
  const ids = memoryIds(clock);
  const ground = { storage, clock, ids };
  const keys = { publicPem: publicKey, privatePem: privateKey };
  await storage.transact(({ accounts }) => accounts.add(newAccount(ground, "signer"), keys));
}

const rowsOf = (sql: Connection) =>
  Promise.all([
    sql`select * from accounts order by id`,
    sql`select * from statuses order by id`,
    sql`select * from favourites order by id`,
    sql`select * from outgoing_activities order by id`,
    sql`select * from deliveries order by id`,
    sql`select * from account_keys`,
  ]);

test("R-025: a backup taken while others write is one moment, and an empty database becomes that moment again", async () => {
  const source = from.open();
  const before = await rowsOf(source);
  let isOver = false;
  const writing = (async () => {
    for (let n = 10_000; !isOver; n += 1) {
      await source.begin(async (sql) => {
        await sql`insert into tags (name) values (${`tag${n}`})`;
        await sql`insert into buried_uris (uri, at) values (${`uri${n}`}, now())`;
      });
    }
  })();
  const manifest = await createBackup(from.open(), { folder, version: "1.2.3", at });
  isOver = true;
  await writing;
  const rowsIn = (name: string) => manifest.tables.find((table) => table.name === name)?.rows;
  expect(rowsIn("statuses")).toBe(2000);
  expect(rowsIn("tags")).toBe(rowsIn("buried_uris"));
  expect(manifest).toMatchObject({ version: "1.2.3", at: at.toISOString(), keyIds: ["k1"] });
  expect(await verifyBackup(folder, secrets)).toMatchObject({ signatures: 1 });

  const target = to.open();
  expect(await restoreBackup(target, { folder, secrets })).toMatchObject({ signatures: 1 });
  expect(await rowsOf(target)).toEqual(before);
});

test("R-026: after a restore no number is given out twice, and what waited is delivered under the same activity id", async () => {
  await createBackup(from.open(), { folder, version: "1", at });
  const target = to.open();
  await restoreBackup(target, { folder, secrets });
  const [like] = await target<{ id: string }[]>`
    insert into favourites (account_id, status_id, at) values (1, 1500, now()) returning id`;
  expect(Number(like?.id)).toBeGreaterThan(1_000_000_300);
  const [sent] = await target`
    select o.activity_id, d.inbox from deliveries d join outgoing_activities o on o.id = d.activity`;
  expect({ ...sent }).toEqual({
    activityId: "https://here.example/activities/1",
    inbox: "https://there.example/inbox",
  });
});

test("R-025: a database that holds accounts is not overwritten", async () => {
  await createBackup(from.open(), { folder, version: "1", at });
  await expect(restoreBackup(from.open(), { folder, secrets })).rejects.toThrow(/not empty/);
  expect((await from.open()`select count(*)::int as n from statuses`)[0]?.["n"]).toBe(2000);
});

test("R-025: a changed file, a missing one, a wrong key and a missing end are each found, and nothing is restored", async () => {
  await createBackup(from.open(), { folder, version: "1", at });
  const wrong = { active: "k1", keys: { k1: new Uint8Array(32).fill(8) } };
  await expect(verifyBackup(folder, wrong)).rejects.toThrow(/"k1" is not the one/);
  await expect(verifyBackup(folder, { active: "k2", keys: { k2: new Uint8Array(32) } })).rejects.toThrow(
    /"k1", which is not/,
  );
  const file = join(folder, "statuses.copy.gz");
  const whole = await readFile(file);
  await writeFile(file, whole.subarray(0, -20));
  await expect(restoreBackup(to.open(), { folder, secrets })).rejects.toThrow(
    /statuses.copy.gz of the backup cannot be read/,
  );
  expect((await to.open()`select to_regclass('accounts') as there`)[0]?.["there"]).toBe(undefined);
  await rm(file);
  await expect(verifyBackup(folder, secrets)).rejects.toThrow(/statuses.copy.gz/);
  await rm(join(folder, "manifest.json"));
  await expect(verifyBackup(folder, secrets)).rejects.toThrow(/no backup that came to its end/);
});

test("R-025: the media files' keys and digests are kept with the rows", async () => {
  const files = memoryMediaFiles({ clock: { now }, ids: memoryIds(fixedClock(at)) });
  await files.put(Buffer.from("one"), { folder: "avatars", type: "image/png" });
  await files.put(Buffer.from("two"), { folder: "avatars", type: "image/png" });
  const manifest = await createBackup(from.open(), { folder, version: "1", at, media: files.list() });
  expect(manifest.media?.rows).toBe(2);
  expect(await verifyBackup(folder, secrets)).toMatchObject({ manifest: { media: { rows: 2 } } });
});

test("S-181: a backup holds no secret in plain text, and only its owner can read it", async () => {
  await createBackup(from.open(), { folder, version: "1", at });
  const texts = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
    }),
  );
  expect(texts.filter((text) => text.includes("PRIVATE KEY"))).toEqual([]);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});

test("a database that already waits with an empty schema takes a backup as well", async () => {
  await createBackup(from.open(), { folder, version: "1", at });
  const target = to.open();
  await migrate(target);
  await postgresStorage(target, { now, secrets: { active: "k9", keys: { k9: new Uint8Array(32) } } });
  expect(await restoreBackup(target, { folder, secrets })).toMatchObject({ signatures: 1 });
});

test("a backup holds the media files of this server, finds one that was changed, and puts them back under their keys (R-025)", async () => {
  const clock = fixedClock(at);
  const files = memoryMediaFiles({ clock, ids: memoryIds(clock) });
  const own = await files.put(Buffer.from("a picture"), { folder: "attachments", type: "image/png" });
  const other = await files.put(Buffer.from("a stranger's"), { folder: "cache", type: "image/png" });
  await createBackup(from.open(), { folder, version: "1.0.0", at, media: files.list(), files });
  expect(await verifyMedia(folder)).toBe(1);
  const empty = memoryMediaFiles({ clock, ids: memoryIds(clock) });
  expect([await restoreMedia(folder, empty), await restoreMedia(folder, empty)]).toEqual([1, 1]);
  const open = await empty.open(own.key);
  expect(await new Response(open?.body).text()).toBe("a picture");
  expect(await empty.stat(other.key)).toBeUndefined();
  await writeFile(join(folder, "media", own.key), "another one");
  await expect(verifyMedia(folder)).rejects.toThrow(
    `The media file ${own.key} of the backup is not what was written.`,
  );
  const third = memoryMediaFiles({ clock, ids: memoryIds(clock) });
  await expect(restoreMedia(folder, third)).rejects.toMatchObject({ reason: "corrupt" });
  expect(await third.stat(own.key)).toBeUndefined();
});
