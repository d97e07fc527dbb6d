import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { configurationPage, sampleFile } from "../packages/server/src/config/document.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("the page and the sample of the settings say what the schema says", () => {
  assert.equal(read("docs/reference/configuration.md"), configurationPage());
  assert.equal(read(".env.sample"), sampleFile());
});
