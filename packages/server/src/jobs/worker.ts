import type { Milliseconds } from "@trunkline/social";
import { isOutage } from "../http/outage.ts";
import type { Log } from "../log.ts";
import type { OutageLog } from "../outage-log.ts";

/** Something to be done again and again; resolves to how much there was to do. */
export interface Job {
  readonly name: string;
  run(): Promise<number>;
  /** Calls back whenever there may be something to do; the answer ends it. */
  readonly onWake: (wake: () => void) => () => void;
  /** How long it waits when nobody wakes it. */
  readonly pollEvery: Milliseconds;
}

export interface WorkerNeeds {
  readonly jobs: readonly Job[];
  readonly log: Log;
  readonly outages: OutageLog;
  /** Told of each run: how much it dealt with, `undefined` when it failed, and how long it took. */
  readonly onRun?: (
    job: string,
    run: { readonly count: number | undefined; readonly seconds: number },
  ) => void;
}

export interface Worker {
  /** Lets what runs come to its end, and begins nothing more. */
  stop(): Promise<void>;
}

const longestBackoff = 30_000;

/** Runs each job in a loop of its own: at once while there is work, and otherwise when woken or after a while. */
export function startWorker({ jobs, ...told }: WorkerNeeds): Worker {
  const loops = jobs.map((job) => startLoop(job, told));
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

type Told = Omit<WorkerNeeds, "jobs">;

function startLoop(job: Job, told: Told): Worker {
  const pause = createPause();
  let isStopping = false;
  const loop = async (): Promise<void> => {
    let failures = 0;
    while (!isStopping) {
      const isBusy = await attempt(job, told);
      failures = isBusy === undefined ? failures + 1 : 0;
      if (isBusy === true || isStopping) continue;
      await pause.wait(isBusy === false ? job.pollEvery : backoff(failures), isBusy === false);
    }
  };
  const sleep = job.onWake(() => pause.wake());
  const ended = loop();
  return {
    async stop() {
      isStopping = true;
      sleep();
      pause.end();
      await ended;
    },
  };
}

/** Whether there was anything to do; `undefined` when it went wrong. */
async function attempt({ name, run }: Job, { log, onRun, outages }: Told): Promise<boolean | undefined> {
  const began = performance.now();
  const tell = (count: number | undefined): void =>
    onRun?.(name, { count, seconds: (performance.now() - began) / 1000 });
  try {
    const count = await run();
    tell(count);
    return count > 0;
  } catch (error) {
    tell(undefined);
    if (isOutage(error)) outages.met("jobs", error);
    else log.error("A job failed; it will be tried again.", { job: name, error });
    return undefined;
  }
}

function backoff(failures: number): Milliseconds {
  return Math.min(longestBackoff, 500 * 2 ** failures);
}

interface Pause {
  /** Waits so long, or until woken where that may be; a wake that came before counts. */
  wait(span: Milliseconds, isWakeable: boolean): Promise<void>;
  wake(): void;
  end(): void;
}

function createPause(): Pause {
  let isPending = false;
  let isEnded = false;
  let rouse: ((isEnd: boolean) => void) | undefined;
  return {
    wait(span, isWakeable) {
      if (isEnded || (isWakeable && isPending)) {
        isPending = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          rouse = undefined;
          resolve();
        };
        const timer = setTimeout(done, span);
        rouse = (isEnd) => {
          if (!isEnd && !isWakeable) return;
          isPending = false;
          done();
        };
      });
    },
    wake() {
      isPending = true;
      rouse?.(false);
    },
    end() {
      isEnded = true;
      rouse?.(true);
    },
  };
}
