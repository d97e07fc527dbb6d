import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, test } from "vitest";
import { environmentWith } from "./arguments.ts";
import { printable } from "./print.ts";
import { ConfigError, readConfig } from "./read.ts";
import type { Environment } from "./read.ts";

const base = mkdtempSync(join(tmpdir(), "trunkline-config-"));
const nowhere = mkdtempSync(join(base, "empty-"));
afterAll(() => rmSync(base, { recursive: true }));

const read = (env: Environment) => readConfig(env, nowhere);

function faultsOf(env: Environment): readonly string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults;
  }
}

describe("defaults", () => {
  test("an empty environment is a server for this machine alone", () => {
    const config = read({});
    assert.equal(config.origin, "http://localhost:3000");
    assert.equal(config.domain, "localhost:3000");
    assert.equal(config.bind, "127.0.0.1");
    assert.equal(config.dataFolder, join(nowhere, "data"));
    assert.equal(config.database.kind, "embedded");
  });

  test("another port is in the domain as well", () => {
    assert.equal(read({ PORT: "4000" }).origin, "http://localhost:4000");
  });

  test("a real domain is reached over https, at its own host unless another is named", () => {
    assert.equal(read({ LOCAL_DOMAIN: "social.example" }).origin, "https://social.example");
    const apart = read({ LOCAL_DOMAIN: "Social.Example", WEB_DOMAIN: "www.social.example" });
    assert.equal(apart.origin, "https://www.social.example");
    assert.equal(apart.domain, "social.example");
    assert.ok(apart.hosts.has("social.example") && apart.hosts.has("www.social.example"));
  });

  test("a server on loopback answers by each of its names, and no other server does", () => {
    const names = ["localhost:4000", "127.0.0.1:4000", "[::1]:4000"];
    const { hosts } = read({ PORT: "4000" });
    assert.deepEqual(
      names.map((name) => hosts.has(name)),
      [true, true, true],
    );
    assert.ok(!read({ PORT: "4000", LOCAL_DOMAIN: "social.example" }).hosts.has("127.0.0.1:4000"));
  });

  test("loopback is plain http, and LOCAL_HTTPS has the last word", () => {
    assert.equal(read({ LOCAL_DOMAIN: "127.0.0.1:3001" }).origin, "http://127.0.0.1:3001");
    assert.equal(
      read({ LOCAL_DOMAIN: "social.example", LOCAL_HTTPS: "false" }).origin,
      "http://social.example",
    );
    assert.equal(read({ LOCAL_HTTPS: "true" }).origin, "https://localhost:3000");
  });

  test("an empty variable is as good as none", () => {
    assert.equal(read({ PORT: "", LOCAL_DOMAIN: " " }).port, 3000);
  });
});

describe("faults", () => {
  test("all of them are named at once, without the values", () => {
    const faults = faultsOf({
      PORT: "eighty",
      LOCAL_DOMAIN: "https://social.example/",
      TRUSTED_PROXY_IP: "10.0.0.0/8, proxy",
      DATABASE_URL: "mysql://someone:hunter2@localhost/x",
      SECRET_KEY_BASE: "short",
    });
    assert.deepEqual(
      new Set(faults.map((fault) => fault.split(" ")[0])),
      new Set(["DATABASE_URL", "LOCAL_DOMAIN", "PORT", "SECRET_KEY_BASE", "TRUSTED_PROXY_IP"]),
    );
    assert.ok(!faults.join("\n").includes("hunter2"));
  });

  test("a sample is no secret, however long", () => {
    assert.equal(faultsOf({ SECRET_KEY_BASE: "change_me_change_me_change_me_change_me" }).length, 1);
    assert.equal(faultsOf({ SECRET_KEY_BASE: "x".repeat(64) }).length, 1);
  });

  test("a secret's file that is not there is a fault", () => {
    assert.match(
      faultsOf({ SECRET_KEY_BASE_FILE: "/nowhere/at/all" })[0] ?? "",
      /SECRET_KEY_BASE_FILE.*ENOENT/,
    );
  });
});

describe("secrets", () => {
  const strong = "c0ffee00decafbad8badf00dfeedfacec0ffee00decafbad8badf00dfeedface";

  test("come from files, and are never printed", () => {
    const file = join(nowhere, "key");
    writeFileSync(file, `${strong}\n`);
    const config = read({ SECRET_KEY_BASE_FILE: file, DATABASE_URL: "postgresql://me:hunter2@db/x" });
    assert.equal(config.secretKeyBase?.reveal(), strong);
    for (const shown of [
      inspect(config, { depth: 9 }),
      JSON.stringify(printable(config)),
      String(config.secretKeyBase),
    ]) {
      assert.ok(!shown.includes("hunter2") && !shown.includes(strong), shown);
    }
  });

  test("the parts of a database's address make one", () => {
    const { database } = read({
      DB_HOST: "db.example",
      DB_USER: "me",
      DB_PASS: "p@ss/word",
      DB_NAME: "social",
    });
    assert.ok(database.kind === "server");
    assert.equal(database.url.reveal(), "postgresql://me:p%40ss%2Fword@db.example:5432/social");
  });
});

test("a .env file stands behind the environment, and strange names in it are told", () => {
  const folder = mkdtempSync(join(base, "with-env-"));
  writeFileSync(join(folder, ".env"), "PORT=4001\nLOG_LEVEL=warn\nCDN_HOST=mail.example\n");
  const config = readConfig({ PORT: "4002" }, folder);
  assert.equal(config.port, 4002);
  assert.equal(config.log.level, "warn");
  assert.deepEqual(
    config.warnings.map((warning) => warning.replace(/^.*(CDN_HOST).*$/, "$1")),
    ["CDN_HOST"],
  );
});

describe("the roles of a process", () => {
  test("are all four when nothing is said, in one order however they are written", () => {
    assert.deepEqual([...read({}).roles], ["web", "streaming", "worker", "scheduler"]);
    assert.deepEqual([...read({ ROLE: "all" }).roles], ["web", "streaming", "worker", "scheduler"]);
    assert.deepEqual([...read({ ROLE: "worker, web" }).roles], ["web", "worker"]);
  });

  test("are taken from the command line before the environment", () => {
    const env = environmentWith(["--role", "streaming"], { ROLE: "web" });
    assert.deepEqual([...read(env).roles], ["streaming"]);
    assert.throws(() => environmentWith(["--rolle", "web"], {}), ConfigError);
  });

  test("that do not exist are a fault, and some alone over the embedded database a warning", () => {
    assert.deepEqual(faultsOf({ ROLE: "web,queen" }), [
      "ROLE must be all, or a list of web, streaming, worker, scheduler.",
    ]);
    assert.match(read({ ROLE: "web,streaming" }).warnings.join(), /part of: worker, scheduler/);
    assert.deepEqual(read({ ROLE: "web", DB_HOST: "db.example" }).warnings, []);
  });

  test("R-017: a server drains behind a proxy, and for as long as it is told", () => {
    assert.equal(read({}).drainMilliseconds, 0);
    assert.equal(read({ TRUSTED_PROXY_IP: "127.0.0.1" }).drainMilliseconds, 5000);
    assert.equal(read({ DRAIN_SECONDS: "3" }).drainMilliseconds, 3000);
  });

  test("S-193: metrics have a listener of their own, on the loopback address", () => {
    assert.equal(read({}).metrics, undefined);
    assert.deepEqual(read({ METRICS_PORT: "9394" }).metrics, { bind: "127.0.0.1", port: 9394 });
  });
});
