import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { generated } from "../scripts/generated.ts";

test.each(Object.entries(generated()))("%s says what the declarations say", (path, text) => {
  assert.equal(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"), text);
});
