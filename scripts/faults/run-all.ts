import { perform } from "./perform.ts";
import type { Result, Season } from "./perform.ts";
import { drawRuns } from "./plan.ts";
import type { Run } from "./plan.ts";
import { befriend } from "./workload.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

export interface Asked {
  readonly names: readonly string[];
  /** Of each name. */
  readonly runs: number;
  readonly seed: number;
  /** The numbers of runs that were performed before, and are not to be again. */
  readonly done?: ReadonlySet<number>;
  /** The address of a Redis for the server that dies. */
  readonly redis?: string | undefined;
  /** Begins no further run after this. */
  readonly until?: Date | undefined;
  /** How long recovering may take: a minute (R-002). */
  readonly slowestMilliseconds?: number;
  /** Ends it at once, with nothing left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Is told of each run as it ends. */
  readonly onResult: (result: Result) => void;
}

/** After so many runs both servers begin anew with empty databases, so that looking at everything stays cheap. */
const seasonLength = 100;

/** So many runs one after another that came to no end are enough to know that nothing will. */
const hopeless = 3;

/** Performs the runs one after another, a season of them on the same two servers. */
export async function runAll(asked: Asked): Promise<readonly Result[]> {
  const { done = new Set() } = asked;
  const left = drawRuns(asked).filter(({ number }) => !done.has(number));
  const results: Result[] = [];
  for (let next = 0; next < left.length && !isOver(asked, results);) {
    const some = await performSeason(asked, left.slice(next, next + seasonLength));
    next += some.length;
    results.push(...some);
    if (some.length === 0) break;
  }
  return results;
}

function isOver({ until, signal }: Asked, results: readonly Result[]): boolean {
  const last = results.slice(-hopeless);
  const isHopeless = last.length === hopeless && last.every((result) => !hasEnded(result));
  return isHopeless || signal?.aborted === true || (until !== undefined && new Date() > until);
}

const hasEnded = ({ settledMilliseconds }: Result): boolean => Number.isFinite(settledMilliseconds);

async function performSeason(asked: Asked, runs: readonly Run[]): Promise<readonly Result[]> {
  const { redis, slowestMilliseconds = 60_000, signal, onResult } = asked;
  const world = await openWorld({ redis });
  const season: Season = {
    world,
    clocks: { offset: 0 },
    slowestMilliseconds,
    before: undefined,
    heard: undefined,
    orphaned: new Set(),
  };
  const results: Result[] = [];
  try {
    await Promise.all([world.killed.process.start(), world.healthy.process.start()]);
    await befriend(world);
    for (const run of runs) {
      if (isOver(asked, [])) break;
      const result = await Promise.race([
        perform(season, run).catch((error: unknown) => broken(run, error, world)),
        endOf(signal),
      ]);
      if (result === undefined) break;
      results.push(result);
      onResult(result);
      // Nobody knows what state it left.
      if (!hasEnded(result)) break;
    }
    return results;
  } finally {
    season.heard?.close();
    await world.close();
  }
}

/** Resolves when the signal comes. */
function endOf(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(undefined);
    signal?.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

function broken(run: Run, error: unknown, { killed, healthy }: World): Result {
  const wrong = [
    `the run came to no end: ${error instanceof Error ? describe(error) : String(error)}`,
    ...[killed, healthy].map(({ name, process: server }) => `${name} has said: ${server.said()}`),
  ];
  const never = { recoveredMilliseconds: Infinity, settledMilliseconds: Infinity };
  return { run, happened: true, acknowledged: 0, ...never, findings: { lost: [], twice: [], wrong } };
}

function describe({ stack, message, cause }: Error): string {
  return `${stack ?? message}${cause instanceof Error ? `, because of ${describe(cause)}` : ""}`;
}
