import type { HostHealth, Permit } from "@trunkline/activitypub";
import { after, type Milliseconds, minutes, seconds } from "@trunkline/social";
import type { Connection, Fragment, Sql } from "./connect.ts";
import type { Wake } from "./wake.ts";

const failuresToOpen = 10;
/** Of a probe, at most: then another may be made. */
const probeTime: Milliseconds = minutes(1);
/** In seconds. */
const longestPause = 6 * 3600;
/** Distinct days with failures, by UTC, after which a host is taken for gone (F-210). */
export const daysToStop = 7;

/** How long this process goes by what it last read of the others' experience. */
const readEvery: Milliseconds = seconds(5);

/** A host that failed: the end of its pause, none while it is still trusted, and whether it is taken for gone. */
interface State {
  readonly openUntil: Date | undefined;
  readonly isGone: boolean;
}

/**
 * Which hosts do not answer, in the database: ten failures in a row, whoever saw them, or an unsteady host, open
 * a pause of a minute, and each failed probe one of twice the length, up to six hours. After failures on seven
 * days it is left alone. An answer ends it, or an activity that comes in from the host, and what waited is tried at once.
 */
export function createHostHealth(
  connection: Connection,
  { now, wake }: { readonly now: () => Date; readonly wake: Wake },
): HostHealth {
  let known: Map<string, State> = new Map();
  let readAt: Date | undefined;
  let reading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    if (readAt !== undefined && now() < after(readAt, readEvery) && now() >= readAt) return;
    reading ??= readAll(connection)
      .then((all) => {
        known = all;
        readAt = now();
      })
      .finally(() => (reading = undefined));
    await reading;
  };
  const learn = (host: string, state: State | undefined): void =>
    void (state === undefined ? known.delete(host) : known.set(host, state));

  return {
    async permit(host) {
      await refresh();
      if (isTrusted(known.get(host))) return { type: "go" };
      // What stops a delivery is read anew: the host may have been heard a moment ago.
      const state = await readOne(connection, host);
      learn(host, state);
      if (state === undefined || isTrusted(state)) return { type: "go" };
      if (state.isGone) return { type: "stop" };
      const { openUntil } = state;
      if (openUntil !== undefined && openUntil > now()) return { type: "wait", until: openUntil };
      return probe(connection, { host, at: now(), learn });
    },
    async succeeded(host) {
      if (!known.delete(host)) return;
      if (await hear(connection, [host], now())) await wake("deliveries");
    },
    async failed(host, isUnsteady) {
      learn(host, await fail(connection, { host, isUnsteady, at: now() }));
    },
  };
}

/** Forgets what was held against hosts that have spoken, and lets what waits for them be tried at once. Whether anything did. */
export async function hear(sql: Sql, hosts: readonly string[], at: Date): Promise<boolean> {
  const { count } = await sql`
    with heard as (
      delete from delivery_hosts where host = any(${[...hosts]}::text[]) returning host
    )
    update deliveries set next_at = least(next_at, ${at}::timestamptz), waits_for_host = false
    where waits_for_host and token is null and dead_at is null and host = any(array(select host from heard))`;
  return count > 0;
}

function isTrusted(state: State | undefined): boolean {
  return state === undefined || (!state.isGone && state.openUntil === undefined);
}

const columns = (sql: Sql): Fragment => sql`open_until, failed_days >= ${daysToStop} as is_gone`;

async function readAll(connection: Connection): Promise<Map<string, State>> {
  const rows = await connection<(State & { host: string })[]>`
    select host, ${columns(connection)} from delivery_hosts`;
  return new Map(rows.map(({ host, ...state }) => [host, state]));
}

async function readOne(connection: Connection, host: string): Promise<State | undefined> {
  const [row] = await connection<State[]>`
    select ${columns(connection)} from delivery_hosts where host = ${host}`;
  return row;
}

interface Probing {
  readonly host: string;
  readonly at: Date;
  readonly learn: (host: string, state: State | undefined) => void;
}

/** Of all processes that ask at the end of a pause, one may try; its outcome replaces the new end. */
async function probe(connection: Connection, { host, at, learn }: Probing): Promise<Permit> {
  const until = after(at, probeTime);
  const { count } = await connection`
    update delivery_hosts set is_probing = true, open_until = ${until} where host = ${host} and open_until <= ${at}`;
  if (count > 0) {
    learn(host, { openUntil: until, isGone: false });
    return { type: "go" };
  }
  const state = await readOne(connection, host);
  learn(host, state);
  return state?.openUntil === undefined ? { type: "go" } : { type: "wait", until: state.openUntil };
}

/** Counts a failure; those of tries that were under way when the pause began do not lengthen it. */
async function fail(
  connection: Connection,
  { host, isUnsteady, at }: { readonly host: string; readonly isUnsteady: boolean; readonly at: Date },
): Promise<State | undefined> {
  const pauses = connection`
    case when h.open_until is null then h.failures + 1 >= ${failuresToOpen} or ${isUnsteady} else h.is_probing end`;
  const isNewDay = connection`
    (h.last_failed_at at time zone 'UTC')::date < (${at}::timestamptz at time zone 'UTC')::date`;
  const [row] = await connection<State[]>`
    insert into delivery_hosts as h (host, failures, last_failed_at) values (${host}, 1, ${at})
    on conflict (host) do update set
      failures = h.failures + 1, last_failed_at = ${at},
      failed_days = h.failed_days + case when ${isNewDay} then 1 else 0 end,
      open_until = case when ${pauses} then ${at}::timestamptz + h.pause * interval '1 second' else h.open_until end,
      pause = case when ${pauses} then least(h.pause * 2, ${longestPause}) else h.pause end,
      is_probing = case when ${pauses} then false else h.is_probing end
    returning ${columns(connection)}`;
  return row;
}
