import {
  after,
  type DomainEvent,
  type EventLog,
  type Milliseconds,
  minutes,
  seconds,
  type Work,
} from "@trunkline/social";
import type { Connection, Sql, Transaction } from "./connect.ts";
import { asIs, createCalm, createRecovery } from "./leases.ts";
import type { Wake, WakesOf } from "./wake.ts";
import { keepRecorded, type Recorded, recorder, type StoresOver } from "./recorder.ts";

const maxAttempts = 20;
const maxReason = 1000;

interface KeptEvent {
  readonly id: string;
  readonly subject: string;
  readonly body: DomainEvent;
  readonly attempts: number;
}

type Follow = (event: DomainEvent, work: Work) => Promise<void>;

interface Needs {
  readonly storesOver: StoresOver;
  readonly now: () => Date;
  readonly lease: Milliseconds;
  readonly wakesOf: WakesOf;
}

/**
 * Follows up events that wait. Only the earliest of each subject may be taken, so whoever holds its lock holds
 * the subject, and takes those behind it along.
 *
 * A claim is committed first, so that an event that ends its worker is known by it. While the follow-up is under
 * way the lock keeps the event from others; the lease covers the moment before it.
 */
export function createEventLog(connection: Connection, { storesOver, now, lease, wakesOf }: Needs): EventLog {
  const isCalm = createCalm({ lease, now });
  // What is set aside lets those behind it through.
  const recover = createRecovery(connection, lease, {
    table: connection`events`,
    isWaiting: connection`true`,
    settings: () => connection``,
  });
  return {
    async relay(follow, limit) {
      const at = now();
      await recover(at);
      const heads = await claim(connection, { limit, at, until: after(at, lease), isCalm: isCalm() });
      if (heads.length === 0) return 0;
      try {
        const { count, committed } = await connection.begin(async (sql) => {
          const wakes = wakesOf(sql);
          const relaying = { follow, limit, storesOver, now, wake: wakes.wake };
          return { count: await relayFrom(sql, heads, relaying), committed: wakes.committed };
        });
        committed();
        return count;
      } catch (error) {
        await release(connection, heads, now());
        throw error;
      }
    },
  };
}

interface Relaying {
  readonly follow: Follow;
  readonly limit: number;
  readonly storesOver: StoresOver;
  readonly now: () => Date;
  readonly wake: Wake;
}

async function relayFrom(
  sql: Transaction,
  heads: readonly Head[],
  { follow, limit, storesOver, now, wake }: Relaying,
): Promise<number> {
  const events = await lock(sql, heads, { limit, at: now() });
  const recorded: Omit<Recorded, "work"> = { events: [], announcements: [] };
  const failed = new Set<string>();
  for (const event of events) {
    if (failed.has(event.subject)) continue;
    const outcome = await followUp(sql, event, { follow, storesOver, wake });
    if (outcome.ok) {
      recorded.events.push(...outcome.recorded.events);
      recorded.announcements.push(...outcome.recorded.announcements);
    } else {
      failed.add(event.subject);
      await postpone(sql, event, { error: outcome.error, now: now() });
    }
  }
  await keepRecorded(sql, recorded, { now: now(), wake });
  return events.length;
}

interface Head {
  readonly id: string;
  readonly token: string;
  readonly losses: number;
}

interface Claiming {
  readonly limit: number;
  readonly at: Date;
  readonly until: Date;
  readonly isCalm: boolean;
}

/**
 * Claims the first event of each subject that may be taken. One that lost a worker is claimed alone, that with the
 * fewest losses first, by a process that has lived for a while.
 */
async function claim(
  connection: Connection,
  { limit, at, until, isCalm }: Claiming,
): Promise<readonly Head[]> {
  return connection<Head[]>`
    with heads as (
      select id, losses, row_number() over (order by losses, id) as place from (
        select id, losses from events e
        where dead_at is null and token is null and next_at <= ${at} and (${isCalm} or losses = 0)
          and not exists (select from events o where o.subject = e.subject and o.id < e.id and o.dead_at is null)
        order by id limit ${asIs(connection, limit)} for update skip locked
      ) free
    )
    update events e set token = gen_random_uuid(), next_at = ${until}
    where e.id = any(array(select id from heads where (
      case when exists (select from heads where losses = 0) then losses = 0 else place = 1 end)))
    returning e.id, e.token::text, e.losses`;
}

/**
 * Locks what was claimed, and answers it with the events behind it that are due, in order. It waits for the lock: a
 * claim of somebody else that came too late for these may hold it for a moment, and what is passed over here would lie
 * until its lease runs out.
 */
async function lock(
  sql: Sql,
  heads: readonly Head[],
  { limit, at }: { readonly limit: number; readonly at: Date },
): Promise<readonly KeptEvent[]> {
  const held = await sql<KeptEvent[]>`
    select e.id, subject, body, attempts from events e
    join unnest(${heads.map(({ id }) => id)}::bigint[], ${heads.map(({ token }) => token)}::uuid[]) held (id, token)
      on e.id = held.id and e.token = held.token
    order by e.id for update of e`;
  const isSuspect = heads.some(({ losses }) => losses > 0);
  if (isSuspect || held.length === 0 || held.length >= limit) return held;
  const behind = await sql<KeptEvent[]>`
    select id, subject, body, attempts from events
    where subject = any(${held.map(({ subject }) => subject)}::text[]) and dead_at is null and token is null
      and next_at <= ${at}
    order by id limit ${limit - held.length}`;
  return [...held, ...behind];
}

/** Gives back what could not be followed up because the transaction as a whole did not stand. */
async function release(connection: Connection, heads: readonly Head[], at: Date): Promise<void> {
  const ids = heads.map(({ id }) => id);
  const tokens = heads.map(({ token }) => token);
  await connection`
    update events e set token = null, next_at = ${after(at, seconds(1))}
    from unnest(${ids}::bigint[], ${tokens}::uuid[]) held (id, token)
    where e.id = held.id and e.token = held.token`.catch(() => undefined); // no database: the leases run out
}

type FollowedUp =
  | { readonly ok: true; readonly recorded: Recorded }
  | { readonly ok: false; readonly error: unknown };

async function followUp(
  sql: Transaction,
  event: KeptEvent,
  { follow, storesOver, wake }: Pick<Relaying, "follow" | "storesOver" | "wake">,
): Promise<FollowedUp> {
  try {
    return await sql.savepoint(async (inner) => {
      await inner`delete from events where id = ${event.id}`;
      const recorded = recorder(storesOver(inner, wake));
      await follow(event.body, recorded.work);
      return { ok: true as const, recorded };
    });
  } catch (error) {
    // Whatever it was, the savepoint undid it, and the reason is kept with the event.
    return { ok: false, error };
  }
}

async function postpone(
  sql: Sql,
  { id, attempts }: KeptEvent,
  { error, now }: { readonly error: unknown; readonly now: Date },
): Promise<void> {
  const tries = attempts + 1;
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, maxReason);
  const nextAt = after(now, Math.min(seconds(2 ** tries), minutes(10)));
  await sql`
    update events set attempts = ${tries}, token = null, losses = 0, reason = ${reason}, next_at = ${nextAt},
      dead_at = ${tries >= maxAttempts ? now : null}
    where id = ${id}`;
}
