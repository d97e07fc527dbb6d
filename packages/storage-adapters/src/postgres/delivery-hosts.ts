import type { HostHealth, Permit } from "@trunkline/activitypub";
import { after, type Milliseconds, minutes, seconds } from "@trunkline/social";
import type { Connection } from "./connect.ts";

const failuresToOpen = 10;
/** Of a probe, at most: then another may be made. */
const probeTime: Milliseconds = minutes(1);
/** In seconds. */
const longestPause = 6 * 3600;

/** How long this process goes by what it last read of the others' experience. */
const readEvery: Milliseconds = seconds(5);

/** A host that failed, with the end of its pause; `undefined` while it is still trusted. */
type Known = ReadonlyMap<string, Date | undefined>;

/**
 * Which hosts do not answer, in the database: ten failures in a row, whoever saw them, or an unsteady host, open
 * a pause of a minute, and each failed probe one of twice the length, up to six hours. An activity that
 * comes in from the host ends it.
 */
export function createHostHealth(connection: Connection, now: () => Date): HostHealth {
  let known: Map<string, Date | undefined> = new Map();
  let readAt: Date | undefined;
  let reading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    if (readAt !== undefined && now() < after(readAt, readEvery) && now() >= readAt) return;
    reading ??= readAll(connection)
      .then((all) => {
        known = new Map(all);
        readAt = now();
      })
      .finally(() => (reading = undefined));
    await reading;
  };
  const learn = (host: string, openUntil: Date | undefined): void => void known.set(host, openUntil);

  return {
    async permit(host) {
      await refresh();
      const openUntil = known.get(host);
      if (openUntil === undefined) return { type: "go" };
      if (openUntil > now()) return { type: "wait", until: openUntil };
      return probe(connection, { host, at: now(), learn });
    },
    async succeeded(host) {
      if (!known.delete(host)) return;
      await connection`delete from delivery_hosts where host = ${host}`;
    },
    async failed(host, isUnsteady) {
      learn(host, await fail(connection, { host, isUnsteady, at: now() }));
    },
  };
}

async function readAll(connection: Connection): Promise<Known> {
  const rows = await connection<{ host: string; openUntil: Date | undefined }[]>`
    select host, open_until from delivery_hosts`;
  return new Map(rows.map(({ host, openUntil }) => [host, openUntil]));
}

interface Probing {
  readonly host: string;
  readonly at: Date;
  readonly learn: (host: string, openUntil: Date | undefined) => void;
}

/** Of all processes that ask at the end of a pause, one may try; its outcome replaces the new end. */
async function probe(connection: Connection, { host, at, learn }: Probing): Promise<Permit> {
  const until = after(at, probeTime);
  const { count } = await connection`
    update delivery_hosts set is_probing = true, open_until = ${until} where host = ${host} and open_until <= ${at}`;
  if (count > 0) {
    learn(host, until);
    return { type: "go" };
  }
  const [row] = await connection<{ openUntil: Date | undefined }[]>`
    select open_until from delivery_hosts where host = ${host}`;
  learn(host, row?.openUntil);
  return row?.openUntil === undefined ? { type: "go" } : { type: "wait", until: row.openUntil };
}

/** Counts a failure; those of tries that were under way when the pause began do not lengthen it. */
async function fail(
  connection: Connection,
  { host, isUnsteady, at }: { readonly host: string; readonly isUnsteady: boolean; readonly at: Date },
): Promise<Date | undefined> {
  const pauses = connection`
    case when h.open_until is null then h.failures + 1 >= ${failuresToOpen} or ${isUnsteady} else h.is_probing end`;
  const [row] = await connection<{ openUntil: Date | undefined }[]>`
    insert into delivery_hosts as h (host, failures, last_failed_at) values (${host}, 1, ${at})
    on conflict (host) do update set
      failures = h.failures + 1, last_failed_at = ${at},
      open_until = case when ${pauses} then ${at}::timestamptz + h.pause * interval '1 second' else h.open_until end,
      pause = case when ${pauses} then least(h.pause * 2, ${longestPause}) else h.pause end,
      is_probing = case when ${pauses} then false else h.is_probing end
    returning open_until`;
  return row?.openUntil;
}
