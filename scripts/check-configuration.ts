// Whether docs/reference/configuration.md and .env.sample say what the schema says. With --write, makes them so.
import { readFileSync, writeFileSync } from "node:fs";
import { configurationPage, sampleFile } from "../packages/server/src/config/document.ts";

const wanted = { "docs/reference/configuration.md": configurationPage(), ".env.sample": sampleFile() };

for (const [path, text] of Object.entries(wanted)) {
  if (process.argv.includes("--write")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.log(`${path} is out of date; run node scripts/check-configuration.ts --write`);
    process.exitCode = 1;
  }
}
