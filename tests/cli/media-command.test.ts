import { rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pictureOf } from "../support/pictures.ts";
import { addPerson, adminProgram, openServer, run, type TestServer } from "../support/server.ts";

describe("media files and the rows that name them (R-033)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => server.stop());

  const admin = (...args: readonly string[]) => run(adminProgram, args, { env: server.environment }).ended;
  const finding = async () => {
    const { stdout } = await admin("doctor");
    return stdout.split("\n").find((line) => line.includes("media files"));
  };

  test("the doctor tells of files that belong to nothing, `media remove-orphans` removes them, and what is missing is a fault", async () => {
    const { media, social } = server.running.composition;
    await addPerson(server, "ana");
    const account = await social.accounts.lookup("ana");
    const upload = await social.media.upload(
      account.id,
      Uint8Array.from(pictureOf({ width: 9, height: 9 })),
      {},
    );
    expect(await finding()).toBe("pass  media files: all 2 belong to something");
    const stray = await media.put(Buffer.from("stray"), { folder: "attachments", type: "image/png" });
    await utimes(join(server.folder, "media", stray.key), new Date(0), new Date(0));
    expect(await finding()).toContain(`1 belong to nothing (${stray.key})`);
    expect((await admin("media", "remove-orphans")).stdout).toBe(
      "1 files that belonged to nothing are gone.\n",
    );
    expect(await media.stat(stray.key)).toBeUndefined();
    await rm(join(server.folder, "media", upload.made?.file.key ?? ""));
    expect(await finding()).toBe(
      `fail  media files: 1 are missing (${upload.made?.file.key}); restore them from a backup`,
    );
  }, 120_000);
});
