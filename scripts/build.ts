// Builds every package into its dist. Order does not matter: declarations are read from sources.
import { packages, shortName } from "./packages.ts";
import { execute, runSteps } from "./steps.ts";
import type { Step } from "./steps.ts";

const steps = packages.map((one): Step => ({
  name: `build ${shortName(one)}`,
  run: () => execute(["tsup"], { cwd: one.folder }),
}));
const failed = await runSteps(steps);
process.exitCode = failed.length > 0 ? 1 : 0;
