import { setTimeout as sleep } from "node:timers/promises";
import { patiently } from "./patience.ts";
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
/** For how long nothing may have changed before it is believed that everything waits for its time. */
const calm = 150;
const smallStep = 5_000;
const longest = 900_000;

/**
 * Waits until no event, activity or delivery waits on either server. What waits for its time is not waited for:
 * where nothing is due, and nobody who lives works on anything, the clocks of both are moved ahead to when something
 * is, and that counts as time.
 *
 * @param orphaned the claims of whoever died
 */
export async function untilQuiet(
  world: World,
  { clocks, orphaned }: { readonly clocks: Clocks; readonly orphaned: ReadonlySet<string> },
): Promise<Quiet> {
  const began = Date.now();
  let moved = 0;
  let recovered = 0;
  let quietTwice = 0;
  const left = new Set((await waiting(world)).unexplained);
  let picture = "";
  for (let idleSince = began, sameSince = began; ;) {
    const { all, unexplained, nextAt, view, tokens } = await waiting(world);
    if (view !== picture) sameSince = Date.now();
    picture = view;
    const passed = Date.now() - began + moved;
    if (unexplained.some((row) => left.has(row))) recovered = passed;
    quietTwice = all === "" ? quietTwice + 1 : 0;
    if (quietTwice === 2 || moved > longest)
      return { recoveredMilliseconds: recovered, settledMilliseconds: passed, left: all };
    await sleep(30);
    if (all === "" || Date.now() - sameSince < calm) continue;
    const wait = nextAt - Date.now() - clocks.offset;
    const isStuck = Date.now() - idleSince > patience;
    const isWorkedOn = tokens.some((token) => !orphaned.has(token));
    if (isWorkedOn && !isStuck) continue;
    const isTimed = wait > 0 && wait <= longest;
    if (!isTimed && !isStuck) continue;
    const step = isTimed ? wait + 20 : smallStep;
    moved += step;
    clocks.offset += step;
    await setClocks(world, clocks.offset);
    await wakeAll(world);
    idleSince = Date.now();
    sameSince = idleSince;
  }
}

export async function setClocks({ killed, healthy }: World, offset: number): Promise<void> {
  await Promise.all([killed.setClock(offset), healthy.setClock(offset)]);
}

async function wakeAll({ killed, healthy }: World): Promise<void> {
  for (const { sql } of [killed, healthy])
    await patiently(
      () => sql`
        select pg_notify('trunkline_' || channel, '') from unnest(array['events', 'inbox', 'deliveries']) channel`,
    );
}

/** The claims on one server: asked between a death and a start, those of the dead. */
export async function claimsOn(site: Site): Promise<ReadonlySet<string>> {
  return new Set((await patiently(() => told(site))).tokens);
}

interface Waiting {
  /** In words; empty where nothing waits. */
  readonly all: string;
  /** Names of the rows that were never tried, or that somebody holds. */
  readonly unexplained: readonly string[];
  /** When the first of it is due that waits for nothing else. */
  readonly nextAt: number;
  /** Of what somebody works on, or has when they died. */
  readonly tokens: readonly string[];
  /** All that is known of it: the same while nothing happens. */
  readonly view: string;
}

async function waiting({ killed, healthy }: World): Promise<Waiting> {
  const [one, other] = await Promise.all([patiently(() => told(killed)), patiently(() => told(healthy))]);
  return {
    all: [one.all, other.all].filter(Boolean).join("; "),
    unexplained: [...one.unexplained, ...other.unexplained],
    nextAt: Math.min(one.nextAt, other.nextAt),
    view: one.view + other.view,
    tokens: [...one.tokens, ...other.tokens],
  };
}

interface Row {
  readonly what: string;
  readonly id: string;
  /** Whether it was tried, and says why it waits. */
  readonly isExplained: boolean;
  /** Whether something else has to be settled first. */
  readonly isBehind: boolean;
  readonly nextAt: Date;
  readonly token: string | undefined;
}

async function told({ name, sql }: Site): Promise<Waiting> {
  const rows = await sql<Row[]>`
    select what, id, reason is not null as is_explained, is_behind, next_at, token from (
      select 'event' as what, id, reason, next_at, token, exists (
        select from events o where o.subject = e.subject and o.id < e.id and o.dead_at is null) as is_behind
      from events e where dead_at is null
      union all select 'activity', id, reason, next_at, token, false from received_activities where state = 'waiting'
      union all select 'scheduled', id, refusal, due_at, null, false from scheduled_statuses
      union all select 'delivery', id, reason, next_at, token, behind is not null from deliveries where dead_at is null
    ) waits order by what, id`;
  const free = rows.filter(({ isBehind }) => !isBehind);
  const names = rows.map(({ what, id }) => `${what} ${id} of ${name}`);
  return {
    all: names.slice(0, 10).join(", "),
    unexplained: names.filter((_name, index) => rows[index]?.isExplained === false),
    nextAt: Math.min(...(free.length > 0 ? free : rows).map(({ nextAt }) => nextAt.getTime())),
    view: JSON.stringify(rows),
    tokens: rows.flatMap(({ token }) => token ?? []),
  };
}
