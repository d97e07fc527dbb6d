import { setTimeout as sleep } from "node:timers/promises";
import type { Site, World } from "./world.ts";

/** By how much the clocks of both servers are moved ahead so far. */
export interface Clocks {
  offset: number;
}

export interface Quiet {
  /**
   * Until nothing was left of what waited at first without a reason: what nobody had begun, or somebody held who
   * died. Milliseconds.
   */
  readonly recoveredMilliseconds: number;
  /** Until nothing waited. */
  readonly settledMilliseconds: number;
  /** What still waits, where it never ended. */
  readonly left: string;
}

/** How long what is due may take before the clocks are moved all the same: something else may hold it up. */
const patience = 3_000;
const smallStep = 5_000;
const longest = 900_000;

/**
 * Waits until no event, activity or delivery waits on either server. What waits for its time is not waited for:
 * where nothing is due, the clocks of both are moved ahead to when something is, and that counts as time.
 */
export async function untilQuiet(world: World, clocks: Clocks): Promise<Quiet> {
  const began = Date.now();
  let moved = 0;
  let recovered = 0;
  let quietTwice = 0;
  const left = new Set((await waiting(world)).unexplained);
  for (let idleSince = began; ;) {
    const { all, unexplained, nextAt } = await waiting(world);
    const passed = Date.now() - began + moved;
    if (unexplained.some((row) => left.has(row))) recovered = passed;
    quietTwice = all === "" ? quietTwice + 1 : 0;
    if (quietTwice === 2 || moved > longest)
      return { recoveredMilliseconds: recovered, settledMilliseconds: passed, left: all };
    await sleep(60);
    if (all === "") continue;
    const wait = nextAt - Date.now() - clocks.offset;
    const isStuck = Date.now() - idleSince > patience;
    // What goes after something else is due when that is settled, and until then in the far future.
    const isTimed = wait > 0 && wait <= longest;
    if (!isTimed && !isStuck) continue;
    const step = isTimed ? wait + 20 : smallStep;
    moved += step;
    clocks.offset += step;
    await setClocks(world, clocks.offset);
    await wakeAll(world);
    idleSince = Date.now();
    await sleep(60);
  }
}

export async function setClocks({ killed, healthy }: World, offset: number): Promise<void> {
  await Promise.all([killed.setClock(offset), healthy.setClock(offset)]);
}

async function wakeAll({ killed, healthy }: World): Promise<void> {
  for (const { sql } of [killed, healthy])
    for (const channel of ["events", "inbox", "deliveries"])
      await sql`select pg_notify(${`trunkline_${channel}`}, '')`;
}

interface Waiting {
  /** In words; empty where nothing waits. */
  readonly all: string;
  /** Names of the rows that were never tried, or that somebody holds. */
  readonly unexplained: readonly string[];
  /** When the first of it is due. */
  readonly nextAt: number;
}

async function waiting({ killed, healthy }: World): Promise<Waiting> {
  const [one, other] = [await told(killed), await told(healthy)];
  return {
    all: [one.all, other.all].filter(Boolean).join("; "),
    unexplained: [...one.unexplained, ...other.unexplained],
    nextAt: Math.min(one.nextAt, other.nextAt),
  };
}

async function told({ name, sql }: Site): Promise<Waiting> {
  const rows = await sql<{ what: string; id: string; isExplained: boolean; nextAt: Date }[]>`
    select what, id, reason is not null as is_explained, next_at from (
      select 'event' as what, id, reason, next_at from events where dead_at is null
      union all select 'activity', id, reason, next_at from received_activities where state = 'waiting'
      union all select 'delivery', id, reason, next_at from deliveries where dead_at is null
    ) waits`;
  const names = rows.map(({ what, id }) => `${what} ${id} of ${name}`);
  return {
    all: names.slice(0, 10).join(", "),
    unexplained: names.filter((_name, index) => rows[index]?.isExplained === false),
    nextAt: Math.min(...rows.map(({ nextAt }) => nextAt.getTime())),
  };
}
