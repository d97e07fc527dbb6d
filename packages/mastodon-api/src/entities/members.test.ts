import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openApiDocument } from "../openapi.ts";

interface Inventory {
  readonly entities: Readonly<Record<string, readonly string[]>>;
  /** Member -> why it is not there. */
  readonly missing: Readonly<Record<string, string>>;
}

const inventory = JSON.parse(
  readFileSync(new URL("../../../../docs/reference/api-entities.json", import.meta.url), "utf8"),
) as Inventory; // the file is ours

const schemas = openApiDocument().components["schemas"] as Readonly<
  Record<string, { readonly properties?: object }>
>; // openapi.ts makes them of objects

const served = Object.entries(inventory.entities).filter(([name]) => name in schemas);

const has = (entity: string, member: string): boolean => member in (schemas[entity]?.properties ?? {});

test.each(served)("%s has every member that Mastodon's has, or a reason why not", (name, members) => {
  const lacking = members.filter(
    (member) => !has(name, member) && !(`${name}.${member}` in inventory.missing),
  );
  expect(lacking).toEqual([]);
});

test("no reason is given for a member that is there, or that nobody knows", () => {
  const stale = Object.keys(inventory.missing).filter((key) => {
    const [entity = "", member = ""] = key.split(".");
    return has(entity, member) || inventory.entities[entity]?.includes(member) !== true;
  });
  expect(stale).toEqual([]);
});

test("most of what the inventory knows is served", () => {
  expect(served.length).toBeGreaterThan(25);
});
