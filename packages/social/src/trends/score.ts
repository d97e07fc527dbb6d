import type { Milliseconds } from "../kernel/time.ts";
import { hours } from "../kernel/time.ts";
import type { Trend, TrendKind, Use } from "./trends.store.ts";

/** How a kind of trend comes and goes. */
export interface Course {
  /** People without whom nothing trends. */
  readonly minimum: number;
  readonly halfLife: Milliseconds;
}

export const courses: Readonly<Record<TrendKind, Course>> = {
  tag: { minimum: 5, halfLife: hours(4) },
  link: { minimum: 5, halfLife: hours(8) },
  status: { minimum: 5, halfLife: hours(4) },
};

/** What is worth less trends no more. */
export const leastWorth = 1;

/** How far a use is beyond what was to be expected: Pearson's test of one figure, nought where it is not beyond. */
export function surprise(observed: number, expected: number): number {
  const usual = Math.max(1, expected);
  return observed > usual ? (observed - usual) ** 2 / usual : 0;
}

/** What something of a worth is worth after a while. */
export function decayed(worth: number, age: Milliseconds, halfLife: Milliseconds): number {
  return worth * 0.5 ** (Math.max(0, age) / halfLife);
}

export interface Observation {
  readonly use: Use;
  /** People who used it the day before. */
  readonly expected: number;
}

/** What trends now, from what did and what people use: a peak stands until a higher one, and wears off. */
export function trendsNow(
  kept: readonly Trend[],
  observed: readonly Observation[],
  { now, halfLife }: { readonly now: Date; readonly halfLife: Milliseconds },
): readonly Trend[] {
  const trends = new Map(kept.map((trend) => [trend.subject, worthNow(trend, now, halfLife)]));
  for (const { use, expected } of observed) {
    const { subject, language, author, accounts } = use;
    const peak = surprise(accounts, expected);
    const before = trends.get(subject);
    if (peak > (before?.score ?? 0))
      trends.set(subject, { subject, language, author, peak, peakAt: now, score: peak });
  }
  return [...trends.values()].filter(({ score }) => score >= leastWorth);
}

function worthNow(trend: Trend, now: Date, halfLife: Milliseconds): Trend {
  const age = now.getTime() - trend.peakAt.getTime();
  return { ...trend, score: decayed(trend.peak, age, halfLife) };
}
