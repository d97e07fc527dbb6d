import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the program in the README is under thirty lines, and exchanges a note and a like as printed", () => {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const [, program = ""] = /^```ts\n([^]*?)^```$/m.exec(readFileSync(`${folder}/README.md`, "utf8")) ?? [];
  expect(program.trimEnd().split("\n").length).toBeLessThan(30);
  const node = ["--conditions=@trunkline/source", "--input-type=module-typescript", "--eval", program];
  const printed = execFileSync(process.execPath, node, { cwd: folder, encoding: "utf8" });
  expect(printed).toContain("content: '<p>Hello!</p>'");
  expect(printed).toMatch(/friend received .*type: 'Like'/s);
});
