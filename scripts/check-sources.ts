// Asks every source file of the packages the questions of source-rules.ts.
import { globSync, readFileSync } from "node:fs";
import { faultsOf } from "./source-rules.ts";

const files = globSync("packages/*/src/**/*.{ts,tsx}");
const faults = files.flatMap((path) => faultsOf(path, readFileSync(path, "utf8")));

for (const fault of faults) console.log(fault);
console.log(`${files.length} files, ${faults.length} faults`);
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
