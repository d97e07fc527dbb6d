// npm test: everything that decides whether this tree may be released. A failure hides none of what comes after.
import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { packedSteps } from "../tests/packed/steps.ts";
import { checks } from "./checks.ts";
import { command, execute, runSteps } from "./steps.ts";
import type { Step } from "./steps.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const report = ".cache/vitest.json";

async function runVitest(): Promise<Counts> {
  mkdirSync(".cache", { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] as const;
  const { ok } = await execute(["vitest", "run", ...reporters], { show: true });
  const counts = readReport();
  // A file that cannot be loaded, or an error outside of any test, fails the run without failing a test.
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function readReport(): Counts {
  try {
    const read = JSON.parse(readFileSync(report, "utf8"));
    const skipped = read.numPendingTests + read.numTodoTests;
    return { passed: read.numPassedTests, failed: read.numFailedTests, skipped };
  } catch (error) {
    console.log(`vitest left no report: ${String(error)}`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

const services: Step = {
  name: "programs that the tests need",
  run: () => execute([process.execPath, "scripts/services.mjs"], { show: true }),
};

/** Each example is a program of its own that ends by itself. */
const examples = globSync("examples/*/main.ts").map((file): Step => {
  const argv = [process.execPath, "--conditions=@trunkline/source", file] as const;
  return { name: dirname(file), run: () => execute(argv, { timeoutSeconds: 60 }) };
});

const afterwards = [
  ...examples,
  ...packedSteps,
  command("reference documentation", "typedoc", "--out", ".cache/api"),
];

const beforehand = [...checks, services];
const failedChecks = await runSteps(beforehand);
const tests = await runVitest();
const failedAfterwards = await runSteps(afterwards);

const failedSteps = [...failedChecks, ...failedAfterwards];
const failed = tests.failed + failedSteps.length;
const passed = tests.passed + beforehand.length + afterwards.length - failedSteps.length;

if (failed > 0)
  console.log(`\nFailed: ${[...failedSteps, ...(tests.failed > 0 ? ["vitest"] : [])].join(", ")}`);
console.log(`\n${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
