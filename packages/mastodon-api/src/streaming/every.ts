import type { Milliseconds } from "@trunkline/social";

/** Does something again and again; the answer ends it. */
export type Every = (span: Milliseconds, run: () => void) => () => void;

/** The timers of the runtime, which keep no process alive. */
export const runtimeTimer: Every = (span, run) => {
  const timer = setInterval(run, span);
  timer.unref();
  return () => clearInterval(timer);
};
