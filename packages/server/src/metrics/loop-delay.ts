import { monitorEventLoopDelay } from "node:perf_hooks";

/** How late the process comes to what is due, in milliseconds. */
export interface LoopDelay {
  /** What 99 of 100 measurements stayed under, in the best of the last five seconds. */
  p99(): number;
  stop(): void;
}

const windowMilliseconds = 1000;
const windows = 5;
const nanosecondsInOne = 1e6;

/**
 * Measures the event loop second by second. A few bad seconds are no overload: a neighbour on the machine, or
 * a start, makes them too. Five in a row are.
 */
export function watchLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let latest: readonly number[] = Array.from({ length: windows }, () => 0);
  const timer = setInterval(() => {
    latest = [...latest.slice(1), histogram.percentile(99) / nanosecondsInOne];
    histogram.reset();
  }, windowMilliseconds);
  timer.unref();
  return {
    p99: () => Math.min(...latest),
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
