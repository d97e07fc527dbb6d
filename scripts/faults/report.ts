import type { Result } from "./perform.ts";

/** What all runs of one name came to. */
export interface Row {
  readonly runs: number;
  readonly happened: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly twice: number;
  readonly wrong: number;
  /** The longest that recovering and settling took, in seconds. */
  readonly recovered: number;
  readonly settled: number;
}

export function rowsOf(results: readonly Result[]): Readonly<Record<string, Row>> {
  const byName = Object.groupBy(results, ({ run }) => run.name);
  return Object.fromEntries(Object.entries(byName).map(([name, some = []]) => [name, rowOf(some)]));
}

export function rowOf(results: readonly Result[]): Row {
  const sum = (count: (result: Result) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    runs: results.length,
    happened: sum(({ happened }) => (happened ? 1 : 0)),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ findings }) => findings.lost.length),
    twice: sum(({ findings }) => findings.twice.length),
    wrong: sum(({ findings }) => findings.wrong.length),
    recovered: Math.max(...results.map(({ recoveredMilliseconds }) => recoveredMilliseconds)) / 1000,
    settled: Math.max(...results.map(({ settledMilliseconds }) => settledMilliseconds)) / 1000,
  };
}

export function problemsOf({ findings: { lost, twice, wrong } }: Result): readonly string[] {
  return [
    ...lost.map((what) => `lost: ${what}`),
    ...twice.map((what) => `twice: ${what}`),
    ...wrong.map((what) => `wrong: ${what}`),
  ];
}

/** One run in a line. */
export function lineOf(result: Result): string {
  const { run, happened, recoveredMilliseconds, settledMilliseconds } = result;
  const state =
    problemsOf(result).length > 0 ? "BROKEN" : happened ? "whole" : "whole, but it did not happen";
  const [recovered, settled] = [recoveredMilliseconds, settledMilliseconds].map((each) =>
    (each / 1000).toFixed(1),
  );
  return `${run.name}@${run.nth}: ${state}, recovered after ${recovered} s, settled after ${settled} s`;
}

/** Says how far it is, and how long the rest may take. */
export interface Progress {
  /** After one more run. */
  after(): string;
}

export function createProgress(total: number): Progress {
  const began = performance.now();
  let done = 0;
  return {
    after() {
      done += 1;
      const each = (performance.now() - began) / 1000 / done;
      const minutes = ((total - done) * each) / 60;
      return `${done}/${total}, ${each.toFixed(1)} s a run, ${minutes.toFixed(0)} min left`;
    },
  };
}
