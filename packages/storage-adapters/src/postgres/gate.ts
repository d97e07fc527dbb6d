import { Unavailable } from "@trunkline/social";
import type { Connection } from "./connect.ts";
import { inPortWords } from "./unavailable.ts";

type Pass = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** A pool behind a gate. */
export interface Gate {
  readonly pool: Connection;
  /** How many statements and transactions wait for a connection just now. */
  waiting(): number;
}

/**
 * A pool that refuses what would wait behind too much, and tells in the port's words (`Unavailable`) that the
 * database does not answer. The driver's own queue has no end.
 *
 * @param options.maxWaiting statements and transactions beyond one a connection that may wait (no end)
 */
export function gated(
  pool: Connection,
  { maxWaiting = Infinity }: { readonly maxWaiting?: number } = {},
): Gate {
  const most = pool.options.max + maxWaiting;
  let underWay = 0;
  const pass: Pass = async (run) => {
    if (underWay >= most) throw new Unavailable("Too much waits for the database.");
    underWay += 1;
    try {
      return await run();
    } catch (error) {
      throw inPortWords(error);
    } finally {
      underWay -= 1;
    }
  };
  const gate = new Proxy(pool, {
    apply: (target, self, given): unknown => atGate(Reflect.apply(target, self, given), pass),
    get(target, name): unknown {
      if (name === "begin")
        return (...given: unknown[]) => pass(() => Reflect.apply(target.begin, target, given));
      if (name === "unsafe")
        return (...given: unknown[]) => atGate(Reflect.apply(target.unsafe, target, given), pass);
      return Reflect.get(target, name);
    },
  });
  return { pool: gate, waiting: () => Math.max(0, underWay - pool.options.max) };
}

/**
 * A statement begins when somebody waits for it, and a piece of another statement never does: so the gate stands
 * where a promise is waited for.
 */
function atGate(made: unknown, pass: Pass): unknown {
  if (!(made instanceof Promise)) return made;
  let passed: Promise<unknown> | undefined;
  const settled = (): Promise<unknown> => (passed ??= pass(() => made.then((value: unknown) => value)));
  return new Proxy(made, {
    get(target, name): unknown {
      if (name === "then") return (...given: [never, never]) => settled().then(...given);
      if (name === "catch") return (...given: [never]) => settled().catch(...given);
      if (name === "finally") return (...given: [never]) => settled().finally(...given);
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
