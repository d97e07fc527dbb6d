// Whether the generated documents say what the declarations say. With --write, makes them so.
import { readFileSync, writeFileSync } from "node:fs";
import { conformancePage, conformancePath, faultsOf, readInventory } from "./conformance.ts";
import { generated } from "./generated.ts";
import { proofsByLine } from "./proofs.ts";

const isWriting = process.argv.includes("--write");
const inventory = readInventory();
const proofs = proofsByLine();
// Every test that is added changes the page: it is held to the letter once no line is open any more.
const page = { [conformancePath]: conformancePage(inventory, proofs) };

for (const [path, text] of Object.entries({ ...generated(), ...(isSettled() ? page : {}) })) {
  if (isWriting) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    fail(
      `${path} is out of date; run node --conditions=@trunkline/source scripts/check-generated.ts --write`,
    );
  }
}
faultsOf(inventory, proofs).forEach(fail);

function isSettled(): boolean {
  return isWriting || inventory.open.length === 0;
}

function fail(fault: string): void {
  console.log(fault);
  process.exitCode = 1;
}
