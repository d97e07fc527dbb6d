// Whether the generated documents say what the declarations say. With --write, makes them so.
import { readFileSync, writeFileSync } from "node:fs";
import { apiPage, operations, readApiInventory, unbuilt, unbuiltPath } from "./api-conformance.ts";
import { conformancePage, conformancePages, faultsOf, numbers, readInventory } from "./conformance.ts";
import { generated } from "./generated.ts";
import { proofsByLine } from "./proofs.ts";

const isWriting = process.argv.includes("--write");
const proofs = proofsByLine(numbers);
const apiProofs = proofsByLine(operations);
const conformance = [
  ...conformancePages.map((page) => ({ page, inventory: readInventory(page), proofs })),
  { page: apiPage, inventory: readApiInventory(apiProofs), proofs: apiProofs },
];
const pages = Object.fromEntries(
  conformance.map((one) => [one.page.path, conformancePage(one.page, one.inventory, one.proofs)]),
);
const open = {
  [unbuiltPath]: unbuilt(apiProofs)
    .map((id) => `${id}\n`)
    .join(""),
};

for (const [path, text] of Object.entries({ ...generated(), ...pages, ...open })) {
  if (isWriting) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    fail(
      `${path} is out of date; run node --conditions=@trunkline/source scripts/check-generated.ts --write`,
    );
  }
}
for (const one of conformance) faultsOf(one.inventory, one.proofs).forEach(fail);

function fail(fault: string): void {
  console.log(fault);
  process.exitCode = 1;
}
