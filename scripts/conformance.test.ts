import { describe, expect, it } from "vitest";
import { apiPage, beyond, operations, readApiInventory, unbuilt } from "./api-conformance.ts";
import { conformancePage, conformancePages, faultsOf, idsOf, numbers, readInventory } from "./conformance.ts";
import type { Inventory } from "./conformance.ts";
import { namesOf, proofsByLine } from "./proofs.ts";

const inventory: Inventory = {
  parts: [
    {
      part: "Things",
      lines: [
        { id: "F-901", level: "MUST", says: "One." },
        { id: "F-902", level: "SHOULD", says: "Two." },
        { id: "F-903", level: "MUST", says: "Three." },
      ],
    },
  ],
  reasons: { "F-902": "Nobody asks for it." },
};
const proofs = new Map([["F-901", [{ file: "tests/one.test.ts", name: "one holds (F-901)" }]]]);

const about = {
  title: "Things, line by line",
  inventory: "docs/reference/things.json",
  path: "docs/things.md",
};

describe("an inventory", () => {
  it("is at fault for a line without test and reason, and for what is no line", () => {
    expect(faultsOf(inventory, proofs)).toEqual(["F-903 has no test that names it, and no reason."]);
    const reasons = { ...inventory.reasons, "F-903": "Nobody can.", "F-999": "It is none." };
    expect(faultsOf({ ...inventory, reasons }, proofs)).toEqual(["F-999 is no line of the inventory."]);
  });

  it("becomes a page that counts, and links every test", () => {
    const page = conformancePage(about, inventory, proofs);
    expect(page).toContain("# Things, line by line\n");
    expect(page).toContain("[the inventory](reference/things.json)");
    expect(page).toContain("Of 3 lines 1 have tests, and 2 a reason why not.");
    expect(page).toContain("  - [tests/one.test.ts](../tests/one.test.ts): `one holds (F-901)`");
    expect(page).toContain("- **F-902** SHOULD Two.\n  - Not held, or not whole: Nobody asks for it.");
  });

  it.each(conformancePages)("holds in this tree: $inventory", (page) => {
    expect(faultsOf(readInventory(page), proofsByLine(numbers))).toEqual([]);
  });
});

describe("the inventory of the client API", () => {
  const proofsOfApi = proofsByLine(operations);
  const nothing = new Map();

  it("holds in this tree: each operation has a test that names it, or a reason", () => {
    expect(faultsOf(readApiInventory(proofsOfApi), proofsOfApi)).toEqual([]);
  });

  it("is at fault for an operation that is declared and has no test, whatever the list of unbuilt ones says", () => {
    expect(faultsOf(readApiInventory(nothing), nothing)).toContain(
      "POST /api/v1/statuses has no test that names it, and no reason.",
    );
    expect(unbuilt(nothing)).not.toContain("POST /api/v1/statuses");
  });

  it("knows each row once, and what goes beyond Mastodon by its own prefix", () => {
    const ids = idsOf(readInventory(apiPage));
    expect([ids.length, new Set(ids).size]).toEqual([241, 241]);
    // Rails, and so Mastodon, takes PUT wherever it takes PATCH; the documents name one of them.
    const twin = (id: string): string =>
      id.replace(/^(PUT|PATCH) /, (verb) => (verb === "PUT " ? "PATCH " : "PUT "));
    const odd = beyond(readInventory(apiPage))
      .filter((id) => !/ \/(api\/(v1\/pleroma|trunkline)\/|oauth\/introspect$)/.test(id))
      .filter((id) => !ids.includes(twin(id)));
    expect(odd).toEqual([]);
  });
});

describe("the names of tests that name an operation", () => {
  const rows = (name: string): readonly string[] => name.match(operations) ?? [];

  it("name it whole", () => {
    expect(rows("GET /api/v1/lists/:id shows one. POST /oauth/token, too")).toEqual([
      "GET /api/v1/lists/:id",
      "POST /oauth/token",
    ]);
    expect(rows("GET /api/v1/lists?x=1, GET /api/v1/lists/${id}")).toEqual([]);
  });

  it("are those of tests, and of no other call", () => {
    expect(namesOf("a.test.ts", 'ask("GET /api/v1/lists");', operations)).toEqual([]);
    expect(namesOf("a.test.ts", 'test.each([1])("GET /api/v1/lists %i", x);', operations)).toHaveLength(1);
  });
});

describe("the names of tests", () => {
  const names = (text: string): readonly string[] => namesOf("a.test.ts", text, numbers);

  it("are found in tests, groups, rows, and promises of contracts", () => {
    expect(names('it("F-901 a", () => {}); describe(`S-908 b ${1}`, () => {});')).toEqual([
      "F-901 a",
      "S-908 b ${1}",
    ]);
    expect(names('it.each([["F-901 a", 1]])("%s", () => {});')).toEqual(["F-901 a"]);
    expect(names('it.each(["x"])("F-901 %s", () => {});')).toEqual(["F-901 %s"]);
    expect(names('const clause = { promise: "keeps it (F-901)" };')).toEqual(["keeps it (F-901)"]);
  });

  it("are not found in comments, nor in what is skipped", () => {
    expect(names('// it("F-901 a")\nit.skip("F-901 a", () => {}); it.todo("F-902 b");')).toEqual([]);
  });
});
