import { setTimeout as sleep } from "node:timers/promises";

export interface DatabaseWatchOptions {
  /** Asks the database for nothing, over a connection of its own. */
  readonly ping: () => Promise<unknown>;
  /** How long something may be under way before the database is asked whether it lives, in milliseconds. */
  readonly askAfter?: number;
  /** How long it may take to say so. */
  readonly patience?: number;
  /** How often it is asked whether it is back. */
  readonly askAgain?: number;
}

/** Knows when the database hangs, where nothing but its silence tells. */
export interface DatabaseWatch {
  /** The outcome of some work; or `"outage"` at the latest a second after it began, when the database hangs. */
  during<Value>(work: Promise<Value>): Promise<Value | "outage">;
  isOut(): boolean;
}

/** How long work gets that may not need the database at all, while it is known to hang. */
const grace = 40;

/**
 * Watches over work that asks the database. Nothing is asked while all is answered quickly: the first thing that
 * takes longer makes it ask, once for all.
 */
export function watchDatabase({
  ping,
  askAfter = 100,
  patience = 700,
  askAgain = 250,
}: DatabaseWatchOptions): DatabaseWatch {
  let isOut = false;
  let asking: Promise<boolean> | undefined;
  const answers = async (): Promise<boolean> => {
    const pinged = ping().then(
      () => true,
      (error: unknown) => hasNoPlace(error),
    );
    const silence = async (): Promise<false> => {
      await sleep(patience, undefined, { ref: false });
      // A process that was held up itself has an answer that it has not read yet.
      await sleep(20, undefined, { ref: false });
      return false;
    };
    return Promise.race([pinged, silence()]);
  };
  const waitForReturn = async (): Promise<void> => {
    while (!(await answers())) await sleep(askAgain, undefined, { ref: false });
    isOut = false;
  };
  const ask = (): Promise<boolean> => {
    asking ??= answers().then((answered) => {
      asking = undefined;
      if (!answered && !isOut) {
        isOut = true;
        void waitForReturn();
      }
      return answered;
    });
    return asking;
  };
  const outage = async (isOver: () => boolean): Promise<"outage"> => {
    if (isOut) {
      await sleep(grace, undefined, { ref: false });
      if (isOut) return "outage";
    }
    for (;;) {
      await sleep(askAfter, undefined, { ref: false });
      if (isOver()) return "outage"; // nobody listens any more
      if (isOut || !(await ask())) return "outage";
    }
  };
  return {
    async during(work) {
      let isOver = false;
      const done = work.finally(() => {
        isOver = true;
      });
      done.catch(() => undefined); // when it comes too late, nobody asks
      return Promise.race([done, outage(() => isOver)]);
    },
    isOut: () => isOut,
  };
}

/** It answers, and has no place for one more connection: those that there are go on. */
function hasNoPlace(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "53300";
}
