// Checks every import against .dependency-cruiser.mjs, and the rules against themselves: a cruiser that resolves
// nothing reports nothing, so each rule must first catch an import that was written to break it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise } from "dependency-cruiser";
import type { ICruiseResult, IFlattenedRuleSet } from "dependency-cruiser";
import rules from "../.dependency-cruiser.mjs";

const forbidden = rules.forbidden ?? [];

async function look(folders: readonly string[], baseDir: string): Promise<ICruiseResult> {
  const ruleSet = { forbidden } satisfies IFlattenedRuleSet;
  const { output } = await cruise([...folders], { ...rules.options, baseDir, ruleSet, validate: true });
  if (typeof output === "string")
    throw new Error("dependency-cruiser answered with text instead of a result");
  return output;
}

/** For each rule, files of which the first breaks it. Missing imports are added as empty files. */
const sins: Record<string, readonly (readonly [path: string, imports: string])[]> = {
  "no-circles": [
    ["packages/social/src/a.ts", "./b.ts"],
    ["packages/social/src/b.ts", "./a.ts"],
  ],
  "nothing-unresolved": [["packages/social/src/lost.ts", "./nowhere/to-be-found.ts"]],
  "protocol-stands-alone": [["packages/activitypub/src/x.ts", "../../social/src/y.ts"]],
  "domain-knows-the-protocol-alone": [["packages/social/src/x.activity.ts", "../../server/src/y.ts"]],
  "adapters-know-the-ports-alone": [["packages/storage-adapters/src/x.ts", "../../mastodon-api/src/y.ts"]],
  "api-knows-the-domain-alone": [["packages/mastodon-api/src/x.ts", "../../server/src/y.ts"]],
  "server-is-not-the-operator": [["packages/server/src/x.ts", "../../cli/src/y.ts"]],
  "cli-uses-compose-alone": [["packages/cli/src/x.ts", "../../server/src/y.ts"]],
  "packages-stand-without-the-workshop": [["packages/cli/src/w.ts", "../../../scripts/y.ts"]],
  "api-knows-no-storage": [["packages/mastodon-api/src/s.ts", "../../storage-adapters/src/y.ts"]],
  "only-activity-files-speak-protocol": [["packages/social/src/x.ts", "../../activitypub/src/y.ts"]],
  "kernel-knows-no-slice": [["packages/social/src/kernel/x.ts", "../y.ts"]],
  "no-barrel-from-inside": [["packages/social/src/c.ts", "./index.ts"]],
  "nothing-needs-a-test": [["packages/social/src/d.ts", "./y.test.ts"]],
};

/** A seat is broken from the package that never has one of its own. */
function sinsOf(rule: string, comment: string): (typeof sins)[string] {
  const written = sins[rule];
  if (written !== undefined) return written;
  const library = comment.split(" ")[0] ?? "";
  const thief = library === "commander" ? "social" : "cli";
  return [[`packages/${thief}/src/${rule}.ts`, `${library}${library === "@fedify" ? "/fedify" : ""}`]];
}

async function unproven(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "arrows-"));
  try {
    const broken = forbidden.map((rule) => ({
      name: rule.name ?? "",
      sins: sinsOf(rule.name ?? "", rule.comment ?? ""),
    }));
    for (const [file, imported] of broken.flatMap((rule) => rule.sins)) lay(folder, file, imported);
    const { summary } = await look(["packages"], folder);
    const caught = new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
    return broken.filter((rule) => !caught.has(`${rule.name} ${rule.sins[0]?.[0]}`)).map(({ name }) => name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes a file that imports one thing by type, and the thing itself unless it is meant to be missing. */
function lay(folder: string, file: string, imported: string): void {
  write(join(folder, file), `import type { Thing } from "${imported}";\nexport type Own = Thing;\n`, "w");
  if (imported.startsWith(".")) {
    const target = join(folder, dirname(file), imported);
    if (!imported.includes("nowhere")) write(target, "export type Thing = string;\n", "a");
  } else {
    const home = join(folder, "node_modules", imported);
    write(join(home, "package.json"), `{ "name": "${imported}", "type": "module", "main": "index.js" }`, "w");
    write(join(home, "index.js"), "export const Thing = 1;\n", "w");
  }
}

function write(path: string, text: string, flag: "w" | "a"): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag });
}

const packageOf = (path: string) => /^packages\/([^/]+)\/src\//.exec(path)?.[1];

const { modules, summary } = await look(["packages", "examples", "tests", "scripts"], process.cwd());
const between = modules
  .flatMap((module) =>
    module.dependencies.map(({ resolved }) => [packageOf(module.source), packageOf(resolved)]),
  )
  .filter(([from, to]) => from !== undefined && to !== undefined && from !== to).length;
const blunt = await unproven();

for (const { rule, from, to } of summary.violations) console.log(`${rule.name}: ${from} -> ${to}`);
for (const rule of blunt) console.log(`${rule}: did not catch the import that was written to break it`);
if (between === 0) console.log("No import between packages could be resolved: the rules see nothing.");
console.log(
  `${modules.length} files, ${summary.totalDependenciesCruised} imports, ${between} of them between packages; ` +
    `${forbidden.length - blunt.length} of ${forbidden.length} rules proven.`,
);
process.exitCode = summary.violations.length + blunt.length > 0 || between === 0 ? 1 : 0;
