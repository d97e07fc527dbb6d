import assert from "node:assert/strict";
import type { Clause } from "./clause.ts";

/** How much of a limit is left. */
interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
  readonly resetInSeconds: number;
}

/** A limiter of calls, and a way to let its time pass. */
export interface RateLimitGround {
  readonly limiter: {
    take(key: string, rule: { readonly calls: number; readonly within: number }): Promise<Allowance>;
  };
  readonly now: () => Date;
  /** Resolves when so many milliseconds have passed for the limiter. */
  pass(milliseconds: number): Promise<void>;
}

/** `RateLimiter`: so many calls in so long a time. */
export const rateLimitContract: readonly Clause<RateLimitGround>[] = [
  {
    promise: "counts down to the limit, refuses what exceeds it, and says when to come back",
    async prove({ limiter, now }) {
      const rule = { calls: 2, within: 60_000 };
      const before = now().getTime();
      const [one, two, three] = [
        await limiter.take("key", rule),
        await limiter.take("key", rule),
        await limiter.take("key", rule),
      ];
      assert.deepEqual(
        [one, two, three].map(({ allowed, limit, remaining }) => ({ allowed, limit, remaining })),
        [
          { allowed: true, limit: 2, remaining: 1 },
          { allowed: true, limit: 2, remaining: 0 },
          { allowed: false, limit: 2, remaining: 0 },
        ],
      );
      const left = three.resetAt.getTime() - before;
      assert.ok(left > 50_000 && left <= 70_000, `the window ends in ${left} ms`);
      assert.ok(three.resetInSeconds > 50 && three.resetInSeconds <= 60);
    },
  },
  {
    promise: "counts each key for itself",
    async prove({ limiter }) {
      const rule = { calls: 1, within: 60_000 };
      await limiter.take("one", rule);
      assert.equal((await limiter.take("one", rule)).allowed, false);
      assert.equal((await limiter.take("two", rule)).allowed, true);
    },
  },
  {
    promise: "begins anew when the window is over",
    async prove({ limiter, pass }) {
      const rule = { calls: 1, within: 200 };
      await limiter.take("key", rule);
      assert.equal((await limiter.take("key", rule)).allowed, false);
      await pass(250);
      assert.equal((await limiter.take("key", rule)).allowed, true);
    },
  },
  {
    promise: "lets through as many of a hundred calls at once as the rule says",
    async prove({ limiter }) {
      const calls = Array.from({ length: 100 }, () => limiter.take("key", { calls: 30, within: 60_000 }));
      const allowances = await Promise.all(calls);
      assert.equal(allowances.filter(({ allowed }) => allowed).length, 30);
    },
  },
];
