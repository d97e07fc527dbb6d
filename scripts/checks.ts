import { command } from "./steps.ts";
import type { Step } from "./steps.ts";

export const checks: readonly Step[] = [
  command("types", "tsc", "--project", "tsconfig.json"),
  command("types of libraries, written out", "tsc", "--project", "tsconfig.library.json"),
  command("lint", "oxlint", "--type-aware", "--quiet"),
  command("format", "oxfmt", "--check", "."),
  command("arrows between files", process.execPath, "scripts/check-arrows.ts"),
  command("clock, environment and casts", process.execPath, "scripts/check-sources.ts"),
  command("unused files, exports and dependencies", "knip", "--no-progress"),
];
