import { expect, test, vi } from "vitest";
import { command, execute, runSteps } from "./steps.ts";

const node = process.execPath;

test("a failing step hides none of those after it", async () => {
  const print = vi.spyOn(console, "log").mockReturnValue();
  const failed = await runSteps([
    command("says no", node, "-e", "console.log('because'); process.exit(3)"),
    {
      name: "breaks",
      run: async () => {
        throw new Error("halfway");
      },
    },
    command("says yes", node, "-e", ""),
  ]);
  const printed = print.mock.calls.flat().join("\n");
  print.mockRestore();
  expect(failed).toEqual(["says no", "breaks"]);
  expect(printed).toMatch(/FAIL says no.*because.*FAIL breaks.*halfway.*ok {3}says yes/s);
});

test("a command that cannot be started has failed", async () => {
  const { ok, output } = await execute(["no-such-command"]);
  expect(ok).toBe(false);
  expect(output).toContain("ENOENT");
});

test("a command that takes too long is stopped", async () => {
  const { ok, output } = await execute([node, "-e", "setInterval(() => {}, 1000)"], { timeoutSeconds: 0.2 });
  expect(ok).toBe(false);
  expect(output).toContain("SIGTERM");
});
