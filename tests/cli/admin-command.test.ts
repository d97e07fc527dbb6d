import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { rm } from "node:fs/promises";
import { adminProgram, environmentFor, openServer, run } from "../support/server.ts";
import type { Ended, TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});

afterAll(() => server.stop());

function admin(args: readonly string[], input = ""): Promise<Ended> {
  return run(adminProgram, args, { env: server.environment, input }).ended;
}

describe("usage", () => {
  test("--help says what there is, at each level, and --version the version", async () => {
    const [top, deeper, version] = await Promise.all([
      admin(["--help"]),
      admin(["accounts", "create", "--help"]),
      admin(["--version"]),
    ]);
    assert.equal(top.code, 0);
    for (const name of ["setup", "accounts", "tokens", "db", "config", "doctor", "secrets"])
      assert.ok(top.stdout.includes(name));
    assert.ok(deeper.stdout.includes("--password-stdin"));
    assert.match(version.stdout, /^\d+\.\d+\.\d+/);
  });

  test("an unknown option, command or missing argument is an error of usage", async () => {
    for (const args of [
      ["accounts", "list", "--nonsense"],
      ["nonsense"],
      ["accounts", "create"],
      ["accounts", "create", "x", "--email", "x@y.example", "--role", "king"],
    ]) {
      const { code, stdout } = await admin(args);
      assert.equal(code, 2, args.join(" "));
      assert.equal(stdout, "");
    }
  });
});

describe("beside a server that runs", () => {
  test("an account is made, and its password printed once", async () => {
    const made = await admin(["accounts", "create", "ana", "--email", "ana@mail.example", "--confirmed"]);
    assert.equal(made.code, 0, made.stderr);
    const password = /^password: (\S+)$/m.exec(made.stdout)?.[1] ?? "";
    assert.ok(password.length >= 20);
    assert.ok(await server.running.composition.social.signIn.signIn("ana@mail.example", password));
  });

  test("a password is read from stdin, and never shown", async () => {
    const made = await admin(
      ["accounts", "create", "ben", "--email", "ben@mail.example", "--role", "admin", "--password-stdin"],
      "long and secret enough\n",
    );
    assert.equal(made.code, 0, made.stderr);
    assert.ok(!`${made.stdout}${made.stderr}`.includes("long and secret"));
  });

  test("a name that is taken is refused, with 1 and a sentence", async () => {
    const again = await admin(["accounts", "create", "ANA", "--email", "other@mail.example"]);
    assert.equal(again.code, 1);
    assert.ok(again.stderr.trim().length > 0 && !again.stderr.includes("    at "), again.stderr);
  });

  test("accounts are listed and shown, as JSON too", async () => {
    const listed = await admin(["accounts", "list", "--json"]);
    const names = JSON.parse(listed.stdout).map(({ username, role, state }: Record<string, string>) => [
      username,
      role,
      state,
    ]);
    assert.deepEqual(names.sort(), [
      ["ana", "user", "active"],
      ["ben", "admin", "unconfirmed"],
    ]);
    const shown = await admin(["accounts", "show", "ben"]);
    assert.ok(shown.stdout.includes("ben@mail.example"));
  });

  test("a token that is made works at once", async () => {
    const made = await admin(["tokens", "create", "ana", "--scopes", "read write follow push", "--json"]);
    assert.equal(made.code, 0, made.stderr);
    const { access_token: token } = JSON.parse(made.stdout);
    const answer = await fetch(`${server.origin}/api/v1/accounts/verify_credentials`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(answer.status, 200);
    const wrong = await admin(["tokens", "create", "ana", "--scopes", "read everything"]);
    assert.equal(wrong.code, 2);
  });

  test("an account is changed", async () => {
    const changed = await admin(["accounts", "modify", "ben", "--confirm", "--remove-role"]);
    assert.equal(changed.code, 0, changed.stderr);
    const shown = JSON.parse((await admin(["accounts", "show", "ben", "--json"])).stdout);
    assert.deepEqual([shown.role, shown.state], ["user", "active"]);
  });

  test("deleting needs a yes, can be tried dry, and is for good", async () => {
    assert.equal((await admin(["accounts", "delete", "ben"])).code, 2);
    const dry = await admin(["accounts", "delete", "ben", "--dry-run"]);
    assert.deepEqual([dry.code, /0 statuses/.test(dry.stdout)], [0, true]);
    assert.equal((await admin(["accounts", "delete", "ben", "--yes"])).code, 0);
    assert.equal((await admin(["accounts", "show", "ben"])).code, 1);
  });

  test("the database's state, the settings and the doctor's findings are told", async () => {
    const [status, config, doctor] = await Promise.all([
      admin(["db", "status"]),
      admin(["config", "print", "--redacted"]),
      admin(["doctor"]),
    ]);
    assert.equal(status.code, 0, status.stderr);
    assert.equal(JSON.parse(config.stdout).origin, server.origin);
    assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    assert.match(doctor.stdout, /^pass /m);
  });
});

describe("without a server", () => {
  test("setup makes everything, and a listing works on what it made", async () => {
    const { environment: env, folder } = await environmentFor();
    const made = await run(adminProgram, ["setup", "--name", "olga", "--email", "olga@mail.example"], { env })
      .ended;
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^password: /m);
    const listed = await run(adminProgram, ["accounts", "list", "--json"], { env }).ended;
    assert.equal(JSON.parse(listed.stdout)[0].role, "owner");
    await rm(folder, { recursive: true, force: true });
  });

  test("setup keeps the domain for every start to come, and does not change it", async () => {
    const { environment, folder } = await environmentFor();
    const { LOCAL_DOMAIN: _, ...env } = environment;
    const setup = (domain: string) =>
      run(adminProgram, ["setup", "--domain", domain, "--name", "olga", "--email", "olga@mail.example"], {
        env,
      }).ended;
    const made = await setup("social.example");
    assert.equal(made.code, 0, made.stderr);
    assert.ok(made.stderr.includes("@olga@social.example owns it"), made.stderr);
    const shown = await run(adminProgram, ["accounts", "list"], { env }).ended;
    assert.ok(shown.stdout.includes("olga"), shown.stderr);
    assert.equal((await setup("other.example")).code, 2);
    await rm(folder, { recursive: true, force: true });
  });

  test("secrets are made as lines for an environment", async () => {
    const { stdout } = await admin(["secrets", "generate"]);
    assert.match(stdout, /^SECRET_KEY_BASE=[0-9a-f]{128}$/m);
    assert.match(stdout, /^ENCRYPTION_KEYS=k1:[\w-]{43}$/m);
  });
});
