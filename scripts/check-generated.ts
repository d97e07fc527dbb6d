// Whether the generated documents say what the declarations say. With --write, makes them so.
import { readFileSync, writeFileSync } from "node:fs";
import { generated } from "./generated.ts";

for (const [path, text] of Object.entries(generated())) {
  if (process.argv.includes("--write")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.log(
      `${path} is out of date; run node --conditions=@trunkline/source scripts/check-generated.ts --write`,
    );
    process.exitCode = 1;
  }
}
