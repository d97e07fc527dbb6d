import { readFailPoints } from "../faults/fail-point.ts";

/** What a test build may be told besides: to fail at named points, and to take the clock for another. */
export interface TestBuild {
  /** As in `mid-handler:crash@3`. */
  readonly failPoints: string;
  /** A file that says the same, and may change while the server runs. */
  readonly failPointFile: string | undefined;
  /** A file with the milliseconds that are added to the machine's clock; may change, too. */
  readonly clockOffsetFile: string | undefined;
}

const names = ["FAILPOINT", "FAILPOINT_FILE", "CLOCK_OFFSET_FILE"] as const;

/** Reads what is for tests alone; `undefined` where nothing of it is set. Anywhere but in a test it is a fault. */
export function readTestBuild(env: Readonly<Record<string, string | undefined>>): {
  readonly testBuild: TestBuild | undefined;
  readonly faults: readonly string[];
} {
  const set = names.filter((name) => (env[name] ?? "") !== "");
  if (set.length === 0) return { testBuild: undefined, faults: [] };
  if (env["NODE_ENV"] !== "test") {
    const faults = set.map(
      (name) => `${name} breaks a server on purpose, and is refused unless NODE_ENV=test.`,
    );
    return { testBuild: undefined, faults };
  }
  const failPoints = env["FAILPOINT"] ?? "";
  const testBuild = {
    failPoints,
    failPointFile: env["FAILPOINT_FILE"],
    clockOffsetFile: env["CLOCK_OFFSET_FILE"],
  };
  return { testBuild, faults: faultsOf(failPoints) };
}

function faultsOf(failPoints: string): readonly string[] {
  try {
    readFailPoints(failPoints);
    return [];
  } catch (error) {
    return [`FAILPOINT cannot be read: ${error instanceof Error ? error.message : String(error)}.`];
  }
}
