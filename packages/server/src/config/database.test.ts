import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { ConfigError, readConfig } from "./read.ts";
import type { Environment } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "trunkline-config-"));
const read = (env: Environment) => readConfig(env, folder).database;
const url = "postgresql://one@db.example/social";

test("S-168: requests and jobs have pools of their own, and what waits for one has an end", () => {
  const { poolSize, jobsPoolSize, maxWaiting } = read({});
  assert.deepEqual(
    { poolSize, jobsPoolSize, maxWaiting },
    { poolSize: 10, jobsPoolSize: 5, maxWaiting: 200 },
  );
  const given = read({ DB_POOL: "20", DB_JOBS_POOL: "8", DB_POOL_QUEUE: "0" });
  assert.deepEqual([given.poolSize, given.jobsPoolSize, given.maxWaiting], [20, 8, 0]);
});

test("a pooler has no prepared statements, and a way past it", () => {
  const database = read({
    DATABASE_URL: url,
    PREPARED_STATEMENTS: "false",
    DATABASE_DIRECT_URL: "postgresql://one@db.example:5433/social",
  });
  assert.ok(database.kind === "server");
  assert.equal(database.prepare, false);
  assert.equal(database.directUrl?.reveal(), "postgresql://one@db.example:5433/social");
  assert.equal(database.replica, undefined);
});

test("a replica is named by an address, or by parts that are the database's where they are left out", () => {
  const byUrl = read({ DATABASE_URL: url, REPLICA_DATABASE_URL: "postgresql://copy.example/social" });
  assert.ok(byUrl.kind === "server");
  assert.equal(byUrl.replica?.url.reveal(), "postgresql://copy.example/social");
  assert.equal(byUrl.replica?.prepare, true);
  const byParts = read({
    DB_HOST: "db.example",
    DB_USER: "ana",
    DB_PASS: "p w",
    REPLICA_DB_HOST: "copy.example",
  });
  assert.ok(byParts.kind === "server");
  assert.equal(byParts.url.reveal(), "postgresql://ana:p%20w@db.example:5432/trunkline");
  assert.equal(byParts.replica?.url.reveal(), "postgresql://ana:p%20w@copy.example:5432/trunkline");
});

test("a replica or a way past a pooler is no database", () => {
  const faultsOf = (env: Environment): readonly string[] => {
    try {
      read(env);
      return [];
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.faults;
    }
  };
  assert.match(
    faultsOf({ REPLICA_DATABASE_URL: url }).join(),
    /REPLICA_DATABASE_URL says more of a database/,
  );
  assert.match(faultsOf({ DATABASE_DIRECT_URL: url }).join(), /DATABASE_DIRECT_URL says more of a database/);
});

test("a pooler without a way past it is warned of", () => {
  const { warnings } = readConfig({ DATABASE_URL: url, PREPARED_STATEMENTS: "false" }, folder);
  assert.match(warnings.join(), /DATABASE_DIRECT_URL/);
});
