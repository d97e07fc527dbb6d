import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { firstProgram } from "./first-program.ts";

function markdown(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "readme-")), "README.md");
  writeFileSync(path, text);
  return path;
}

test("the first program of a page is found behind other fences", () => {
  const path = markdown("# A\n\n```sh\nls\n```\n\n```ts\nconst a = 1;\nlog(a);\n```\n\n```js\nb();\n```\n");
  expect(firstProgram(path)).toEqual({ language: "ts", text: "const a = 1;\nlog(a);\n" });
});

test("a page without a program is an error that names the page", () => {
  const path = markdown("# A\n");
  expect(() => firstProgram(path)).toThrow(path);
});
