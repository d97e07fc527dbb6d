// Whether the generated documents say what the declarations say. With --write, makes them so.
import { readFileSync, writeFileSync } from "node:fs";
import { conformancePage, conformancePages, faultsOf, readInventory } from "./conformance.ts";
import { generated } from "./generated.ts";
import { proofsByLine } from "./proofs.ts";

const isWriting = process.argv.includes("--write");
const proofs = proofsByLine();
const conformance = conformancePages.map((page) => ({ page, inventory: readInventory(page) }));
const pages = Object.fromEntries(
  conformance.map(({ page, inventory }) => [page.path, conformancePage(page, inventory, proofs)]),
);

for (const [path, text] of Object.entries({ ...generated(), ...pages })) {
  if (isWriting) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    fail(
      `${path} is out of date; run node --conditions=@trunkline/source scripts/check-generated.ts --write`,
    );
  }
}
for (const { inventory } of conformance) faultsOf(inventory, proofs).forEach(fail);

function fail(fault: string): void {
  console.log(fault);
  process.exitCode = 1;
}
