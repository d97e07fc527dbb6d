import type { Milliseconds } from "@trunkline/social";
import type { Election } from "@trunkline/storage-adapters/postgres";
import type { Job } from "./worker.ts";

/** Something that is due by the clock, and that one process does for all. */
export interface TimedJob {
  readonly name: string;
  readonly every: Milliseconds;
  /** Resolves to how much there was to do. Done twice, it does no harm. */
  run(): Promise<number>;
}

/** Who does what is due by the clock. */
export interface Leadership extends Pick<Election, "isLeader"> {
  /** Calls back whenever this process has come to lead; the answer ends it. */
  onLead(listener: () => void): () => void;
}

/**
 * Makes jobs of what is due by the clock. Each is done when a process comes to lead, and then again and again while
 * it does; whoever does not lead waits.
 */
export function scheduled(timed: readonly TimedJob[], { isLeader, onLead }: Leadership): readonly Job[] {
  return timed.map(({ name, every, run }) => ({
    name,
    pollEvery: every,
    onWake: onLead,
    async run() {
      if (isLeader()) await run();
      return 0; // the next time is by the clock, however much there was
    },
  }));
}
