import { readFileSync } from "node:fs";
import { openApiDocument } from "../packages/mastodon-api/src/openapi.ts";
import { configurationPage, sampleFile } from "../packages/server/src/config/document.ts";

import { clientTypes, clientTypesPath } from "./client-types.ts";
import { federationPage, federationPath } from "./federation-page.ts";

/** What is made from declarations and kept beside what is written by hand: path from the root -> text. */
export function generated(): Readonly<Record<string, string>> {
  return {
    "docs/reference/configuration.md": configurationPage(),
    "docs/reference/openapi.json": `${JSON.stringify(openApiDocument(), undefined, 2)}\n`,
    [clientTypesPath]: clientTypes(),
    ".env.sample": sampleFile(),
    [federationPath]: federationPage(readFileSync(federationPath, "utf8")),
  };
}
