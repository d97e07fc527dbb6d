import { expect, test } from "vitest";
import { inTurns } from "./turns.ts";

test("never more than a few are asked about at once, and all are in the end, whatever fails for one", async () => {
  let [open, most] = [0, 0];
  const done: number[] = [];
  const run = async (item: number): Promise<void> => {
    most = Math.max(most, (open += 1));
    await new Promise((resolve) => void setImmediate(resolve));
    open -= 1;
    if (item === 3) throw new Error("three");
    done.push(item);
  };
  const items = Array.from({ length: 20 }, (_, n) => n);
  await expect(inTurns(items, run)).rejects.toThrow("three");
  expect([most, done.length]).toEqual([4, 19]);
});
