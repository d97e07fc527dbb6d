// pnpm check: all that a tool can say about this tree without running it.
import { checks } from "./checks.ts";
import { runSteps } from "./steps.ts";

const failed = await runSteps(checks);
console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
