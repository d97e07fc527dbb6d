import { reasonOfOutage } from "../http/outage.ts";
import type { Log } from "../log.ts";

/** An outage of the database, as jobs meet it: one line when the first does, and one when the last has come through. */
export interface Outage {
  met(job: string, error: Error): void;
  cameThrough(job: string): void;
}

export function createOutage(log: Log): Outage {
  const waiting = new Set<string>();
  return {
    met(job, error) {
      if (waiting.size === 0)
        log.warn("The jobs wait for the database.", { job, reason: reasonOfOutage(error) });
      waiting.add(job);
    },
    cameThrough(job) {
      if (waiting.delete(job) && waiting.size === 0) log.info("The jobs wait for the database no longer.");
    },
  };
}
