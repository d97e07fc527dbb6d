import { readdirSync, readFileSync } from "node:fs";
import type { JsonObject } from "../objects/reference.ts";

/** A document as some software sends it. */
export interface Fixture {
  /** Folder and file, as in `mastodon/create-note`. */
  readonly name: string;
  readonly text: string;
  readonly json: JsonObject;
}

const folder = new URL("../../fixtures/", import.meta.url);

/** Every document in `fixtures/`. */
export function readFixtures(): readonly Fixture[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => readFixture(path.slice(0, -".json".length)));
}

export function readFixture(name: string): Fixture {
  const text = readFileSync(new URL(`${name}.json`, folder), "utf8");
  return { name, text, json: JSON.parse(text) as JsonObject }; // the file is ours
}
