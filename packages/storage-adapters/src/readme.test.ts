import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the program in the README runs as printed, and prints what it says", { timeout: 60_000 }, () => {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const readme = readFileSync(`${folder}/README.md`, "utf8");
  const [program, printed] = [...readme.matchAll(/^```(?:ts)?\n([^]*?)^```$/gm)].map((match) => match[1]);
  const node = ["--conditions=@trunkline/source", "--input-type=module-typescript", "--eval", program ?? ""];
  expect(execFileSync(process.execPath, node, { cwd: folder, encoding: "utf8" })).toBe(printed);
});
