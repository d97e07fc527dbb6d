import type { WorkKind } from "@trunkline/social";
import type { Connection } from "./connect.ts";
import { tables } from "./dead-letters.ts";

/** How much waits in one queue. */
export interface QueueBacklog {
  readonly queue: WorkKind;
  /** What is not settled and not given up. */
  readonly waiting: number;
  /** Of those, what was tried before. */
  readonly retrying: number;
  /** For how long the oldest of what is due has been due; 0 when nothing is. */
  readonly oldestSeconds: number;
  /** What was given up. */
  readonly dead: number;
}

/** How the connections of this database are used, those of all processes together. */
export interface ConnectionUse {
  readonly active: number;
  readonly idle: number;
}

const queues: readonly WorkKind[] = ["events", "inbox", "deliveries"];

/** Counts what waits in each queue. */
export async function backlog(sql: Connection, now: Date): Promise<readonly QueueBacklog[]> {
  return Promise.all(
    queues.map(async (queue) => {
      const { name, isWaiting, isDead } = tables(sql)[queue];
      const [row] = await sql<Omit<QueueBacklog, "queue">[]>`
        select count(*)::integer as waiting, count(*) filter (where attempts > 0)::integer as retrying,
          greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(next_at)), 0))::float8 as oldest_seconds,
          (select count(*)::integer from ${name} where ${isDead}) as dead
        from ${name} where ${isWaiting}`;
      return { queue, ...(row ?? { waiting: 0, retrying: 0, oldestSeconds: 0, dead: 0 }) };
    }),
  );
}

/** Counts the connections to this database by what they do. */
export async function connectionUse(sql: Connection): Promise<ConnectionUse> {
  const [row] = await sql<ConnectionUse[]>`
    select count(*) filter (where state = 'active')::integer as active,
      count(*) filter (where state <> 'active')::integer as idle
    from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`;
  return row ?? { active: 0, idle: 0 };
}
