import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "./connect.ts";

/** Two pools that look like one: which of them is asked depends on who asks. */
export interface Lanes {
  /** The pool of the jobs inside of `asWork`, that of the requests everywhere else. */
  readonly lane: Connection;
  asWork<Result>(run: () => Promise<Result>): Promise<Result>;
}

/** Keeps the statements of jobs and of requests apart, whatever use case they come from. */
export function createLanes({ web, jobs }: { readonly web: Connection; readonly jobs: Connection }): Lanes {
  if (web === jobs) return { lane: web, asWork: (run) => run() };
  const working = new AsyncLocalStorage<true>();
  const pick = (): Connection => (working.getStore() === true ? jobs : web);
  const lane = new Proxy(web, {
    apply: (_web, self, given): unknown => Reflect.apply(pick(), self, given),
    get: (_web, name): unknown => Reflect.get(pick(), name),
  });
  return { lane, asWork: (run) => working.run(true, run) };
}
