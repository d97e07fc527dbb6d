import type { Connection } from "./connect.ts";
import { daysToStop } from "./delivery-hosts.ts";

/**
 * How a host is taken: nothing is held against it (`healthy`), it failed of late (`failing`), nothing is sent to it for
 * a while (`open`, as one says of a breaker), one try is made to see (`probing`), or it is taken for gone (`gone`).
 */
export const hostClasses = ["healthy", "failing", "open", "probing", "gone"] as const;
/** One of them. */
export type HostClass = (typeof hostClasses)[number];

/** The hosts of a class, and what waits for them. */
export interface HostBacklog {
  readonly hostClass: HostClass;
  /** How many hosts are known to be so; of healthy ones, those that something waits for. */
  readonly hosts: number;
  /** Deliveries to them that are not settled and not given up. */
  readonly waiting: number;
  /** For how long the oldest of those that are due has been due; 0 when none is. */
  readonly oldestSeconds: number;
}

/** Counts hosts and what waits for them, by class. Answers for every class. */
export async function hostBacklog(sql: Connection, now: Date): Promise<readonly HostBacklog[]> {
  const rows = await sql<HostBacklog[]>`
    with waiting as (
      select host, count(*)::integer as waiting, min(next_at) as due from deliveries where dead_at is null group by host
    ), each_host as (
      select case when h.host is null then 'healthy' when h.failed_days >= ${daysToStop} then 'gone'
          when h.is_probing then 'probing' when h.open_until is not null then 'open' else 'failing' end as host_class,
        coalesce(w.waiting, 0) as waiting, w.due
      from waiting w full join delivery_hosts h on h.host = w.host
    )
    select host_class, count(*)::integer as hosts, sum(waiting)::integer as waiting,
      greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(due)), 0))::float8 as oldest_seconds
    from each_host group by host_class`;
  return hostClasses.map(
    (hostClass) =>
      rows.find((row) => row.hostClass === hostClass) ?? {
        hostClass,
        hosts: 0,
        waiting: 0,
        oldestSeconds: 0,
      },
  );
}
