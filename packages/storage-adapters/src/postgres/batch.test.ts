import { expect, test } from "vitest";
import { createBatcher } from "./batch.ts";

/** Doubles numbers, and notes how they came together. */
function doubling(maxItems: number) {
  const batches: number[][] = [];
  const double = createBatcher<number, number>({
    async work(items) {
      batches.push([...items]);
      if (items.includes(13)) throw new Error("unlucky");
      return items.map((item) => item * 2);
    },
    maxItems,
    gatherMilliseconds: 1,
  });
  return { double, batches };
}

test("those who ask at once are answered together, each with the own answer", async () => {
  const { double, batches } = doubling(10);
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("no batch is longer than allowed, and none is forgotten", async () => {
  const { double, batches } = doubling(2);
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});

test("a failure is told to everybody in the batch, and to nobody after it", async () => {
  const { double } = doubling(10);
  const answers = await Promise.allSettled([1, 13].map(double));
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await double(4)).toBe(8);
});
