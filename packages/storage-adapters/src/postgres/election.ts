import { setTimeout as sleep } from "node:timers/promises";
import type { Connection, Transaction } from "./connect.ts";
import { inPortWords } from "./unavailable.ts";

/** One process among all that stand for the same name leads at a time. */
export interface Election {
  /** Whether this process leads just now. True in one at a time, also where one of them hangs. */
  isLeader(): boolean;
  /** Steps back with the next beat, so that another may lead, and stands no longer. */
  stop(): Promise<void>;
}

export interface ElectionOptions {
  /** Told each time that this process has come to lead. */
  readonly onLead?: () => void;
  /** Told why the lead was lost, or could not be asked for: `Unavailable` where the database did not answer. */
  readonly onError?: (error: unknown) => void;
  /** How often the leader shows that it lives, and the others ask, in milliseconds (2 s). */
  readonly beatEvery?: number;
  /** After how long without a sign of its life the database lets a leader fall, in milliseconds (20 s). */
  readonly lapseAfter?: number;
}

/**
 * Stands for election. The lead is an advisory lock that lasts as long as a transaction, which the database ends
 * by itself when it hears nothing for `lapseAfter`: so another leads at most `lapseAfter` and two beats after a
 * leader was killed, was cut off or hangs (R-030). Holds one connection of the pool while it leads. A
 * pooler that keeps connections for a transaction may stand between.
 */
export function createElection(
  connection: Connection,
  name: string,
  { onLead, onError, beatEvery = 2_000, lapseAfter = 20_000 }: ElectionOptions = {},
): Election {
  const ending = new AbortController();
  let heardAt: number | undefined;
  const pause = (): Promise<void> => sleep(beatEvery, undefined, { signal: ending.signal }).catch(() => {});
  const reign = async (sql: Transaction): Promise<void> => {
    const [got] = await sql<{ won: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${`trunkline election ${name}`}, 0)) as won`;
    if (got?.won !== true) return;
    await sql`select set_config('idle_in_transaction_session_timeout', ${String(lapseAfter)}, true)`;
    for (let isFirst = true; !ending.signal.aborted; isFirst = false) {
      heardAt = performance.now();
      if (isFirst) onLead?.();
      // Something is always asked, so that a connection that breaks is known at once: the driver tells whoever waits.
      await sql`select pg_sleep(${beatEvery / 1000})`;
    }
  };
  const stand = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await connection.begin(reign);
      } catch (error) {
        if (!ending.signal.aborted) onError?.(inPortWords(error));
      }
      heardAt = undefined;
      await pause();
    }
  };
  const over = stand();
  return {
    isLeader: () => heardAt !== undefined && performance.now() - heardAt < beatEvery + lapseAfter,
    async stop() {
      heardAt = undefined;
      ending.abort();
      await over;
    },
  };
}
