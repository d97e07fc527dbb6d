import { points } from "../../packages/server/src/faults/points.ts";
import { numbers } from "./random.ts";

/** What goes wrong in a run that no fail-point stands for. */
const always = [
  "kill",
  "database",
  "clock-forward",
  "clock-back",
  "latency",
  "reset",
  "drop",
  "half-open",
] as const;

/** On what the server runs that dies: its embedded database alone, or with a Redis. */
export type Backend = "embedded" | "redis";

export const troublesOf = (backend: Backend): readonly string[] =>
  backend === "embedded" ? always : [...always, "redis-flush"];

/** One run: what goes wrong, and when. */
export interface Run {
  /** From 1 on. */
  readonly number: number;
  /** A fail-point, or a trouble from outside. */
  readonly name: string;
  /** Which hit of the fail-point; for a trouble from outside, after how many times 20 ms. */
  readonly nth: number;
}

export const reached: readonly string[] = Object.entries(points)
  .filter(([, isReached]) => isReached)
  .map(([name]) => name);

export const unreached: readonly string[] = Object.entries(points)
  .filter(([, isReached]) => !isReached)
  .map(([name]) => name);

/** Each is reached in every round at least so often. */
const hits: Readonly<Record<string, number>> = {
  "after-response": 2,
  "after-outbox-claim": 2,
  "during-scheduled-publish": 2,
  "during-shutdown": 1,
  "during-media-transcode": 1,
};

/** Draws so many runs of each name: every name in turn, the moment at random. The same seed draws the same. */
export function drawRuns({
  names,
  runs,
  seed,
}: {
  readonly names: readonly string[];
  readonly runs: number;
  readonly seed: number;
}): readonly Run[] {
  const pick = numbers(seed);
  return Array.from({ length: runs * names.length }, (_, index) => {
    const name = names[index % names.length] ?? "kill";
    return { number: index + 1, name, nth: 1 + pick(hits[name] ?? 5) };
  });
}
