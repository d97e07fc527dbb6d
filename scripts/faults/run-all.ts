import { perform } from "./perform.ts";
import type { Result, Season } from "./perform.ts";
import { drawRuns } from "./plan.ts";
import type { Run } from "./plan.ts";
import { befriend } from "./workload.ts";
import { openWorld } from "./world.ts";

export interface Asked {
  readonly names: readonly string[];
  readonly runs: number;
  readonly seed: number;
  /** Begins no further run after so many minutes. */
  readonly minutes?: number;
  /** How long recovering may take: a minute. */
  readonly slowestMilliseconds?: number;
  /** Is told of each run as it ends. */
  readonly onResult: (result: Result) => void;
}

/** Performs the runs one after another on the same two servers. */
export async function runAll(asked: Asked): Promise<readonly Result[]> {
  const { names, runs, seed, minutes = Infinity, slowestMilliseconds = 60_000, onResult } = asked;
  const world = await openWorld();
  const season: Season = {
    world,
    clocks: { offset: 0 },
    slowestMilliseconds,
    before: undefined,
    heard: undefined,
  };
  try {
    await Promise.all([world.killed.process.start(), world.healthy.process.start()]);
    await befriend(world);
    const results: Result[] = [];
    const end = Date.now() + minutes * 60_000;
    for (const run of drawRuns({ names, runs, seed })) {
      if (Date.now() > end) break;
      const result = await perform(season, run).catch((error: unknown) => broken(run, error));
      results.push(result);
      onResult(result);
      // Nobody knows what state it left.
      if (!Number.isFinite(result.settledMilliseconds)) break;
    }
    return results;
  } finally {
    season.heard?.close();
    await world.close();
  }
}

function broken(run: Run, error: unknown): Result {
  const wrong = [`the run came to no end: ${String(error)}`];
  const never = { recoveredMilliseconds: Infinity, settledMilliseconds: Infinity };
  return { run, happened: true, acknowledged: 0, ...never, findings: { lost: [], twice: [], wrong } };
}
