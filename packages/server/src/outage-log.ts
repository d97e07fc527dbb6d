import { setTimeout as sleep } from "node:timers/promises";
import { reasonOfOutage } from "./http/outage.ts";
import type { Log } from "./log.ts";

/** Who may find the database gone. */
export type Witness = "requests" | "streams" | "jobs" | "elections";

/** Tells of an outage of the database once for the whole process, however many meet it. */
export interface OutageLog {
  /** @param error what it looked like; none where nothing but silence told */
  met(witness: Witness, error?: Error): void;
  /** Tells of no end any more. */
  close(): void;
}

export interface OutageLogOptions {
  readonly log: Log;
  /** Asks the database for nothing. */
  readonly ping: () => Promise<unknown>;
  /** How often it is asked whether it is back, and for how long nobody may have met it then, in milliseconds. */
  readonly askEvery?: number;
}

/**
 * One line when the first meets it, and one when the database answers and nobody has met it for a while: for how long
 * it was, and how often each met it.
 */
export function createOutageLog({ log, ping, askEvery = 2_000 }: OutageLogOptions): OutageLog {
  const closing = new AbortController();
  const counts = new Map<Witness, number>();
  let total = 0;
  const end = async (): Promise<void> => {
    const began = performance.now();
    for (let seen = -1, isBack = false; !(isBack && seen === total);) {
      seen = total;
      await sleep(askEvery, undefined, { ref: false, signal: closing.signal });
      isBack = await ping().then(
        () => true,
        () => false,
      );
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    log.warn("The database answers again.", { seconds, ...Object.fromEntries(counts) });
    counts.clear();
    total = 0;
  };
  return {
    met(witness, error) {
      counts.set(witness, (counts.get(witness) ?? 0) + 1);
      total += 1;
      if (total > 1) return;
      log.warn("The database does not answer.", {
        first: witness,
        ...(error === undefined ? {} : { reason: reasonOfOutage(error) }),
      });
      end().catch((failure: unknown) => {
        if (!closing.signal.aborted) throw failure;
      });
    },
    close: () => closing.abort(),
  };
}

/** For whatever runs where nobody reads of outages. */
export const silentOutages: OutageLog = { met: () => undefined, close: () => undefined };
