import { snowflakeTime } from "../kernel/snowflake.ts";
import { after, days } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { courses, decayed, leastWorth, surprise, trendsNow } from "./score.ts";
import type { Observation } from "./score.ts";
import type { Trend, TrendKind } from "./trends.store.ts";

export interface TendTrendsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** As many as are counted and kept of a kind. */
const limit = 1000;

/**
 * Computes anew what trends, from how many people have used it within a day and how many had the day before. Meant for
 * every five minutes; done twice, the second time changes nothing. Resolves to how much trends.
 */
export async function tendTrends({ storage, clock }: TendTrendsNeeds): Promise<number> {
  const now = clock.now();
  const tags = await compute("tag", { storage, now });
  const links = await compute("link", { storage, now });
  const statuses = oneOfEach(await computeStatuses({ storage, now }));
  await storage.transact(async (work) => {
    await work.trends.replace("tag", tags);
    await work.trends.replace("link", links);
    await work.trends.replace("status", statuses);
  });
  return tags.length + links.length + statuses.length;
}

interface Computing {
  readonly storage: Storage;
  readonly now: Date;
}

async function compute(
  kind: Exclude<TrendKind, "status">,
  { storage, now }: Computing,
): Promise<readonly Trend[]> {
  const { trends } = storage.stores;
  const { minimum, halfLife } = courses[kind];
  const yesterday = after(now, -days(1));
  const uses = await trends.uses(kind, { from: yesterday, until: after(now, 1), minimum, limit });
  if (uses.length === 0) return trendsNow(await trends.kept(kind), [], { now, halfLife });
  const before = await trends.uses(kind, {
    from: after(now, -days(2)),
    until: yesterday,
    minimum: 1,
    limit: 10 * limit,
  });
  const expected = new Map(before.map(({ subject, accounts }) => [subject, accounts]));
  const observed = uses.map((use): Observation => ({ use, expected: expected.get(use.subject) ?? 0 }));
  return trendsNow(await trends.kept(kind), observed, { now, halfLife });
}

/** A status is worth what people make of it, the less the older it is; nothing is to be expected of one. */
async function computeStatuses({ storage, now }: Computing): Promise<readonly Trend[]> {
  const { minimum, halfLife } = courses.status;
  const within = { from: after(now, -days(2)), until: after(now, 1), minimum, limit };
  const uses = await storage.stores.trends.uses("status", within);
  const trends = uses.map(({ accounts, ...use }): Trend => {
    const age = now.getTime() - snowflakeTime(use.subject).getTime();
    const peak = surprise(accounts, 1);
    return { ...use, peak, peakAt: now, score: decayed(peak, age, halfLife) };
  });
  return trends.filter(({ score }) => score >= leastWorth).sort((one, other) => other.score - one.score);
}

/** One status of an author is enough. */
function oneOfEach(statuses: readonly Trend[]): readonly Trend[] {
  const seen = new Set<string | undefined>();
  return statuses.filter(({ author }) => !seen.has(author) && seen.add(author));
}
