// Whether the generated documents say what the declarations say. With --write, makes them so.
import { readFileSync, writeFileSync } from "node:fs";
import { conformancePage, conformancePath, faultsOf, readInventory } from "./conformance.ts";
import { generated } from "./generated.ts";
import { proofsByLine } from "./proofs.ts";

const isWriting = process.argv.includes("--write");
const inventory = readInventory();
const proofs = proofsByLine();
const page = { [conformancePath]: conformancePage(inventory, proofs) };

for (const [path, text] of Object.entries({ ...generated(), ...page })) {
  if (isWriting) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    fail(
      `${path} is out of date; run node --conditions=@trunkline/source scripts/check-generated.ts --write`,
    );
  }
}
faultsOf(inventory, proofs).forEach(fail);

function fail(fault: string): void {
  console.log(fault);
  process.exitCode = 1;
}
