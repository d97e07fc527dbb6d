import { expect, it } from "vitest";
import { createLimiter } from "./limiter.ts";

/** Work that ends when it is told to. */
function controlled(): { readonly work: () => Promise<void>; readonly end: () => void } {
  const gate = Promise.withResolvers<void>();
  return { work: () => gate.promise, end: gate.resolve };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("lets through so many of one key, and others meanwhile", async () => {
  const limiter = createLimiter({ perKey: 1, total: 2 });
  const started: string[] = [];
  const [one, two] = [controlled(), controlled()];
  const start = (key: string, name: string, work: () => Promise<void>): Promise<void> =>
    limiter.run(key, () => (started.push(name), work()));
  void start("a", "first of a", one.work);
  void start("a", "second of a", async () => undefined);
  void start("b", "first of b", two.work);
  void start("c", "first of c", async () => undefined);
  await settle();
  expect(started).toEqual(["first of a", "first of b"]);
  two.end();
  await settle();
  expect(started).toEqual(["first of a", "first of b", "first of c"]);
  one.end();
  await settle();
  expect(started).toEqual(["first of a", "first of b", "first of c", "second of a"]);
});

it("frees its place when the work fails", async () => {
  const limiter = createLimiter({ perKey: 1, total: 1 });
  const failing = limiter.run("a", () => Promise.reject(new Error("broken")));
  await expect(failing).rejects.toThrow("broken");
  expect(await limiter.run("a", async () => "done")).toBe("done");
});

it("gives the place of slow work to others, as far as there are places aside", async () => {
  const limiter = createLimiter({ perKey: 1, total: 1, aside: { after: 5, places: 1 } });
  const [slow, slower] = [controlled(), controlled()];
  const stepped: string[] = [];
  const first = limiter.run("slow", slow.work, () => stepped.push("slow"));
  const second = limiter.run("slower", slower.work, () => stepped.push("slower"));
  const third = limiter.run("quick", async () => "done");
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(stepped).toEqual(["slow"]);
  slower.end();
  expect(await third).toBe("done");
  slow.end();
  await Promise.all([first, second]);
});

it("counts slow work to its key all the same", async () => {
  const limiter = createLimiter({ perKey: 1, total: 1, aside: { after: 1, places: 1 } });
  const slow = controlled();
  let isSecondDone = false;
  const first = limiter.run("a", slow.work);
  const second = limiter.run("a", async () => void (isSecondDone = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSecondDone).toBe(false);
  slow.end();
  await Promise.all([first, second]);
  expect(isSecondDone).toBe(true);
});
