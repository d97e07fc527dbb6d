// A port of Trunkline over a storage that Trunkline has never heard of: its `Cache`, in a file of SQLite's.
import { DatabaseSync } from "node:sqlite";
import type { Cache } from "@trunkline/activitypub";

/** A cache that is also a lifetime: whoever opens the file closes it. */
export interface SqliteCache extends Cache {
  close(): void;
}

/**
 * Opens a cache in a file, which is made when it is missing.
 *
 * @param now tells the time, in the program by the machine's clock and in the contract by one that can be moved
 */
export function sqliteCache(path: string, now: () => Date): SqliteCache {
  const database = new DatabaseSync(path);
  database.exec(
    "create table if not exists cache (key text primary key, value text, expires integer) strict",
  );
  const select = database.prepare("select value from cache where key = ? and expires > ?");
  const upsert = database.prepare("insert or replace into cache (key, value, expires) values (?, ?, ?)");
  const remove = database.prepare("delete from cache where key = ?");
  return {
    async get(key) {
      const value = select.get(key, now().getTime())?.["value"];
      return typeof value === "string" ? value : undefined;
    },
    async set(key, value, ttlMilliseconds) {
      upsert.run(key, value, now().getTime() + ttlMilliseconds);
    },
    async delete(key) {
      remove.run(key);
    },
    close: () => database.close(),
  };
}

if (import.meta.main) {
  const cache = sqliteCache("cache.sqlite", () => new Date());
  console.log("It was last opened at", (await cache.get("opened")) ?? "no time that it knows of");
  await cache.set("opened", new Date().toISOString(), 60_000);
  cache.close();
}
