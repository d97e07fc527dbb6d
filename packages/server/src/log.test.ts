import assert from "node:assert/strict";
import { test } from "vitest";
import { createLog } from "./log.ts";

const noon = () => new Date("2026-01-01T12:00:00Z");

test("a line is a sentence and named values, and what could be a secret is hidden", () => {
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", now: noon, write: (line) => void lines.push(line) });
  log.info("Signed in.", { account: "ana", token: "abc", access_token: "def" });
  log.debug("Not written.");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [
      {
        at: "2026-01-01T12:00:00.000Z",
        level: "info",
        says: "Signed in.",
        account: "ana",
        token: "[secret]",
        access_token: "[secret]",
      },
    ],
  );
});

test("an error keeps its cause", () => {
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", now: noon, write: (line) => void lines.push(line) });
  log.error("It failed.", { error: new Error("outer", { cause: new Error("inner") }) });
  assert.equal(JSON.parse(lines[0] ?? "").error.cause.message, "inner");
});
