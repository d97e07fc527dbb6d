import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "vitest";
import { writeEnvFile } from "./env-file.ts";
import { ConfigError, readConfig } from "./read.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trunkline-env-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a written .env", () => {
  test("is read by the next start, and by its owner alone", async () => {
    const path = await writeEnvFile({ LOCAL_DOMAIN: "social.example" }, { env: {}, folder });
    assert.equal(path, join(folder, ".env"));
    assert.equal((await stat(join(folder, ".env"))).mode & 0o777, 0o600);
    assert.equal(readConfig({}, folder).origin, "https://social.example");
  });

  test("never takes the place of another", async () => {
    await writeEnvFile({ LOCAL_DOMAIN: "social.example" }, { env: {}, folder });
    const again = await writeEnvFile({ LOCAL_DOMAIN: "other.example" }, { env: {}, folder });
    assert.equal(again, undefined);
    assert.equal(await readFile(join(folder, ".env"), "utf8"), 'LOCAL_DOMAIN="social.example"\n');
  });

  test("is not written with a setting that no start would take", async () => {
    await assert.rejects(writeEnvFile({ LOCAL_DOMAIN: "not a domain" }, { env: {}, folder }), ConfigError);
    await assert.rejects(stat(join(folder, ".env")), { code: "ENOENT" });
  });
});
