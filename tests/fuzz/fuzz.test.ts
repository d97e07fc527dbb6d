import * as fc from "fast-check";
import { expect, test } from "vitest";
import { targets } from "./targets.ts";

const RUNS = 300;

test.each(targets(() => undefined))(
  "S-007: nothing that is made up breaks the reading of $name",
  { timeout: 60_000 },
  async ({ property }) => {
    const details = await fc.check(property, { numRuns: RUNS, seed: 1 });
    expect(details.failed ? fc.defaultReportMessage(details) : undefined).toBeUndefined();
  },
);
