import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import type { Client, Federation } from "@trunkline/activitypub";
import type { Clock, Fediverse, Filming } from "@trunkline/social";
import type { Connection, PostgresStorage } from "@trunkline/storage-adapters/postgres";
import type { TestBuild } from "../config/test-build.ts";
import { createHit } from "./fail-point.ts";
import type { Hit } from "./fail-point.ts";
import { faultyClient, faultyFederation, faultyFilms, faultyMigration, faultyStorage } from "./ports.ts";

/** What the composition puts between its parts. Without a test build it is nothing. */
export interface Seam {
  clock(clock: Clock): Clock;
  storage(storage: PostgresStorage): PostgresStorage;
  /** The connection over which migrations run. */
  migration(connection: Connection): Connection;
  federation(federation: Federation): Federation;
  fediverse(fediverse: Fediverse): Fediverse;
  client(client: () => Client): { readonly client?: Client };
  films(films: Filming | undefined): Filming | undefined;
  /** The server stops, and has not closed what it holds. */
  stopping(): Promise<void>;
}

const noSeam: Seam = {
  clock: (clock) => clock,
  storage: (storage) => storage,
  migration: (connection) => connection,
  federation: (federation) => federation,
  fediverse: (fediverse) => fediverse,
  client: () => ({}),
  films: (films) => films,
  stopping: () => Promise.resolve(),
};

/** The decorators that a test build asks for, around ports that know nothing of them. */
export function createSeam(testBuild: TestBuild | undefined): Seam {
  if (testBuild === undefined) return noSeam;
  const { failPoints, failPointFile, clockOffsetFile } = testBuild;
  const hit: Hit = createHit(() => [failPoints, contentOf(failPointFile)].filter(Boolean).join(","));
  const handling = new AsyncLocalStorage<true>();
  return {
    clock: ({ now }) => ({ now: () => new Date(now().getTime() + Number(contentOf(clockOffsetFile))) }),
    storage: (storage) => faultyStorage(storage, { hit, isHandling: () => handling.getStore() === true }),
    migration: (connection) => faultyMigration(connection, hit),
    federation: (federation) => faultyFederation(federation, hit),
    fediverse: (fediverse) => ({
      ...fediverse,
      receive: (incoming) => handling.run(true, () => fediverse.receive(incoming)),
    }),
    client: (client) => ({ client: faultyClient(client(), hit) }),
    films: (films) => films && faultyFilms(films, hit),
    stopping: () => hit("during-shutdown"),
  };
}

function contentOf(file: string | undefined): string {
  if (file === undefined) return "";
  return readFileSync(file, { encoding: "utf8", flag: "a+" }).trim();
}
