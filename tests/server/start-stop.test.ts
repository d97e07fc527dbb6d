import assert from "node:assert/strict";
import { once } from "node:events";
import { rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { environmentFor, freePort, run, serverProgram, until } from "../support/server.ts";
import type { Program } from "../support/server.ts";

describe("a server that runs", () => {
  let env: Readonly<Record<string, string>>;
  let folder: string;
  let server: Program;

  beforeAll(async () => {
    ({ environment: env, folder } = await environmentFor());
    server = run(serverProgram, [], { env });
    await until(
      "the server is ready",
      async () => {
        if (server.child.exitCode !== null) throw new Error(server.output().stderr);
        return server.output().stdout.includes("is ready at") || undefined;
      },
      60_000,
    );
  });

  afterAll(async () => {
    server.child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  test("says where it is, how to make the first account, and where its data lies", () => {
    const { stdout } = server.output();
    assert.ok(stdout.includes(`http://localhost:${env["PORT"]}`));
    assert.ok(stdout.includes("accounts create"));
    assert.ok(stdout.includes(folder));
    assert.ok(stdout.split("\n").length < 24);
  });

  test("answers probes, and tells nobody anything else", async () => {
    for (const path of ["/health", "/livez", "/readyz"]) {
      const answer = await fetch(`http://localhost:${env["PORT"]}${path}`);
      assert.equal(answer.status, 200);
      assert.equal(await answer.text(), "OK");
    }
  });

  test("keeps its secrets to itself", async () => {
    const { mode } = await stat(join(folder, "secrets.json"));
    assert.equal(mode & 0o777, 0o600);
  });

  test("refuses a second server its data folder, in one sentence", async () => {
    const port = await freePort();
    const second = run(serverProgram, [], {
      env: { ...env, PORT: String(port), LOCAL_DOMAIN: `localhost:${port}` },
    });
    const { code, stderr } = await second.ended;
    assert.equal(code, 1);
    assert.match(stderr.trim(), /^[^\n]*in use[^\n]*\.$/);
    assert.ok(!/^\s+at /m.test(stderr));
  });

  test("ends cleanly on SIGTERM, with 0, and starts again", async () => {
    server.child.kill("SIGTERM");
    const { code, stderr } = await server.ended;
    assert.equal(code, 0, stderr);
    server = run(serverProgram, [], { env });
    await until(
      "the server is ready again",
      async () => server.output().stdout.includes("is ready at") || undefined,
      30_000,
    );
    server.child.kill("SIGINT");
    assert.equal((await server.ended).code, 0);
  });
});

describe("a server that cannot start", () => {
  test("names every wrong setting at once", async () => {
    const { environment, folder } = await environmentFor({
      PORT: "99999",
      SECRET_KEY_BASE: "short",
      LOCAL_DOMAIN: "a b",
    });
    const { code, stderr } = await run(serverProgram, [], { env: environment }).ended;
    assert.equal(code, 1);
    for (const name of ["PORT", "SECRET_KEY_BASE", "LOCAL_DOMAIN"]) assert.ok(stderr.includes(name), stderr);
    await rm(folder, { recursive: true, force: true });
  });

  test("says that its port is taken, in one sentence, and leaves nothing running", async () => {
    const { environment, folder } = await environmentFor();
    const holder = createServer().listen({ host: "127.0.0.1", port: Number(environment["PORT"]) });
    await once(holder, "listening");
    const { code, stderr } = await run(serverProgram, [], { env: environment }).ended;
    holder.close();
    assert.equal(code, 1);
    assert.match(stderr.trim(), /^Port \d+ is in use[^\n]*\.$/);
    await rm(folder, { recursive: true, force: true });
  });
});
