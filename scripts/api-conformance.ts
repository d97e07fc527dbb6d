// docs/api-conformance.md: every operation of Mastodon's API, and the rows that are still to be built.
import { readFileSync } from "node:fs";
import { endpoints } from "../packages/mastodon-api/src/endpoints/index.ts";
import { type ConformancePage, type Inventory, idsOf, type Proofs, readInventory } from "./conformance.ts";

export const apiPage: ConformancePage = {
  title: "The Mastodon API, operation by operation",
  inventory: "docs/reference/api-lines.json",
  path: "docs/api-conformance.md",
};

/** How the names of tests name an operation. */
export const operations: RegExp = /\b(?:GET|POST|PUT|PATCH|DELETE) \/[\w/:.@-]*\w(?![\w/?$@-])/g;

/** The rows that nobody has built yet, one a line. Writing the generated files takes out what was built since. */
export const unbuiltPath = "docs/reference/api-unbuilt.txt";

const declared: ReadonlySet<string> = new Set(endpoints.map(({ method, path }) => rowOf(method, path)));

/** Names of parts that vary are ours or Mastodon's: they mean the same. */
function rowOf(method: string, path: string): string {
  return `${method} ${path.replaceAll(/:\w+/g, ":")}`;
}

function isDeclared(id: string): boolean {
  const [method = "", path = ""] = id.split(" ");
  return declared.has(rowOf(method, path));
}

/** The list of unbuilt rows without those that are declared, or that a test names. */
export function unbuilt(proofs: Proofs): readonly string[] {
  const listed = readFileSync(unbuiltPath, "utf8").split("\n");
  return listed.filter((id) => id !== "" && !isDeclared(id) && !proofs.has(id));
}

/** The inventory, in which an unbuilt row has that for a reason. */
export function readApiInventory(proofs: Proofs): Inventory {
  const inventory = readInventory(apiPage);
  const open = Object.fromEntries(unbuilt(proofs).map((id) => [id, "not built yet."]));
  return { ...inventory, reasons: { ...open, ...inventory.reasons } };
}

/** Operations that are declared, and that the inventory does not know: what goes beyond Mastodon. */
export function beyond(inventory: Inventory): readonly string[] {
  const known = new Set(
    idsOf(inventory).map((id) => rowOf(...(id.split(" ") as [string, string]))), // every id is two words
  );
  return endpoints
    .map(({ method, path }) => `${method} ${path}`)
    .filter((id) => !known.has(rowOf(...(id.split(" ") as [string, string])))); // likewise
}
