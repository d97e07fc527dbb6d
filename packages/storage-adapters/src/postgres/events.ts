import { after, type DomainEvent, type EventLog, minutes, seconds, type Work } from "@trunkline/social";
import type { Connection, Sql, Transaction } from "./connect.ts";
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

/**
 * Follows up events that wait. Only the earliest of each subject may be taken, so whoever holds its lock holds
 * the subject, and takes those behind it along.
 */
export function createEventLog(
  connection: Connection,
  { storesOver, now }: { readonly storesOver: StoresOver; readonly now: () => Date },
): EventLog {
  return {
    relay: (follow, limit) =>
      connection.begin(async (sql) => {
        const events = await claim(sql, limit, now());
        const recorded: Omit<Recorded, "work"> = { events: [], announcements: [] };
        const failed = new Set<string>();
        for (const event of events) {
          if (failed.has(event.subject)) continue;
          const outcome = await followUp(sql, { event, follow, storesOver });
          if (outcome.ok) {
            recorded.events.push(...outcome.recorded.events);
            recorded.announcements.push(...outcome.recorded.announcements);
          } else {
            failed.add(event.subject);
            await postpone(sql, event, { error: outcome.error, now: now() });
          }
        }
        await keepRecorded(sql, recorded, now());
        return events.length;
      }),
  };
}

/** Locks the subjects that may be taken, and answers their events that are due, in order. */
async function claim(sql: Sql, limit: number, now: Date): Promise<readonly KeptEvent[]> {
  const heads = await sql<{ subject: string }[]>`
    select subject from events e
    where dead_at is null and next_at <= ${now}
      and not exists (select from events o where o.subject = e.subject and o.id < e.id and o.dead_at is null)
    order by id limit ${limit} for update skip locked`;
  if (heads.length === 0) return [];
  return sql<KeptEvent[]>`
    select id, subject, body, attempts from events
    where subject = any(${heads.map(({ subject }) => subject)}::text[]) and dead_at is null and next_at <= ${now}
    order by id limit ${limit}`;
}

type FollowedUp =
  | { readonly ok: true; readonly recorded: Recorded }
  | { readonly ok: false; readonly error: unknown };

async function followUp(
  sql: Transaction,
  {
    event,
    follow,
    storesOver,
  }: { readonly event: KeptEvent; readonly follow: Follow; readonly storesOver: StoresOver },
): Promise<FollowedUp> {
  try {
    return await sql.savepoint(async (inner) => {
      await inner`delete from events where id = ${event.id}`;
      const recorded = recorder(storesOver(inner));
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
    update events set attempts = ${tries}, reason = ${reason}, next_at = ${nextAt},
      dead_at = ${tries >= maxAttempts ? now : null}
    where id = ${id}`;
}
