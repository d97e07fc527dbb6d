import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { fixedClock, memoryStorage } from "@trunkline/social/memory";
import { bookmarkStoreContract } from "@trunkline/storage-adapters/contracts";
import { expect, test } from "vitest";
import { withOwnBookmarks } from "./main.ts";

test.each(bookmarkStoreContract)("$promise", async ({ prove }) => {
  const clock = fixedClock();
  const memory = memoryStorage({ clock });
  const storage = withOwnBookmarks(memory, new DatabaseSync(":memory:"));
  await expect(prove({ storage, clock, ids: memory.ids })).resolves.toBe(undefined);
});

test("the program serves the API, and its client reads all bookmarks, the newest first", () => {
  const program = fileURLToPath(new URL("main.ts", import.meta.url));
  const node = ["--conditions=@trunkline/source", "--disable-warning=ExperimentalWarning", program];
  expect(execFileSync(process.execPath, node, { encoding: "utf8" })).toBe(
    "<p>Three</p>\n<p>Two</p>\n<p>One</p>\n",
  );
});
