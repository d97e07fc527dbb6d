import type { Announcement, DomainEvent, Stores, Work } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { announceAll } from "./stream.ts";
import type { Wake } from "./wake.ts";

/** Makes the stores over a connection or transaction. */
export type StoresOver = (sql: Sql, wake: Wake) => Stores;

/** A transaction's work, with what it recorded and announced so far. */
export interface Recorded {
  readonly work: Work;
  readonly events: DomainEvent[];
  readonly announcements: Announcement[];
}

export function recorder(stores: Stores): Recorded {
  const events: DomainEvent[] = [];
  const announcements: Announcement[] = [];
  const work: Work = {
    ...stores,
    record: (event) => void events.push(event),
    announce: (announcement) => void announcements.push(announcement),
  };
  return { work, events, announcements };
}

/**
 * Writes down what was recorded. The last thing that a transaction does: those that change the same rows
 * have waited for each other by then, so that the order of their events is the order of their commits.
 */
export async function keepRecorded(
  sql: Sql,
  { events, announcements }: Omit<Recorded, "work">,
  { now, wake }: { readonly now: Date; readonly wake: Wake },
): Promise<void> {
  if (events.length > 0) {
    await keepEvents(sql, events, now);
    await wake("events");
  }
  await announceAll(sql, announcements);
}

async function keepEvents(sql: Sql, events: readonly DomainEvent[], now: Date): Promise<void> {
  const bodies = events.map((event) => JSON.stringify(event));
  await sql`
    insert into events (subject, body, next_at)
    select subject, body::jsonb, ${now}::timestamptz
    from unnest(${events.map(subjectOf)}::text[], ${bodies}::text[]) with ordinality each_one (subject, body, place)
    order by place`;
}

/** What an event is about: those about the same thing keep their order. */
function subjectOf(event: DomainEvent): string {
  if ("status" in event) return `status ${event.status}`;
  if ("relay" in event) return `relay ${event.relay}`;
  if ("account" in event) return `account ${event.account}`;
  if ("domain" in event && !("by" in event)) return `domain ${event.domain}`;
  return `account ${"by" in event ? event.by : event.follower}`;
}
