import { createPostgresBackend, Queue, Worker } from "bullmq";
import type { ConnectionOptions, PostgresConnectionOptions, WorkerOptions } from "bullmq";
import { type ConnectOptions, connect, postgresStorage } from "../src/postgres/index.ts";

/** Where the parts are. */
export interface Places {
  readonly database: ConnectOptions;
  readonly redis: { readonly host: string; readonly port: number };
}

/** Something that hands jobs, which are numbers here, to workers. */
export interface Carrier {
  add(jobs: readonly number[]): Promise<void>;
  /** Takes jobs until it is stopped. */
  work(run: (job: number) => Promise<void>): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export const carrierNames = ["leases", "bullmq-postgres", "bullmq-redis"] as const;
export type CarrierName = (typeof carrierNames)[number];

/** Jobs that one worker has under way. */
const concurrency = 20;

/** How long a job stays with a worker that gives no sign of life: the same for all, and short, for the trial's sake. */
const leaseMilliseconds = 5000;

export function openCarrier(name: CarrierName, places: Places): Promise<Carrier> {
  if (name === "leases") return leases(places);
  if (name === "bullmq-redis") return Promise.resolve(onRedis(places));
  return Promise.resolve(onPostgres(places));
}

/** The project's own way: rows that a worker claims many at a time. */
async function leases({ database }: Places): Promise<Carrier> {
  const connection = connect({ ...database, poolSize: 5 });
  const secrets = { active: "trial", keys: { trial: new Uint8Array(32) } };
  const now = (): Date => new Date(performance.timeOrigin + performance.now());
  const storage = await postgresStorage(connection, { now, secrets, lease: leaseMilliseconds });
  const actor = "https://there.example/users/ana";
  const keep = (job: number) =>
    storage.seen.keep({ id: String(job), actor, type: "Like", body: String(job), recipient: undefined });
  return {
    async add(jobs) {
      await Promise.all(jobs.map(keep));
    },
    async work(run) {
      const loop = createLoop(async () => {
        const claimed = await storage.inbox.claim(concurrency);
        await Promise.all(
          claimed.map(async (each) => {
            await run(Number(each.body));
            await storage.inbox.done(each);
          }),
        );
        return claimed.length;
      });
      const leave = storage.onWake("inbox", () => loop.wake());
      return async () => {
        leave();
        await loop.stop();
      };
    },
    close: () => storage.close(),
  };
}

function createLoop(turn: () => Promise<number>): { wake(): void; stop(): Promise<void> } {
  let isOver = false;
  let rouse: (() => void) | undefined;
  const run = async (): Promise<void> => {
    while (!isOver) {
      if ((await turn().catch(failed)) > 0) continue;
      await new Promise<void>((resolve) => {
        rouse = resolve;
        setTimeout(resolve, 500);
      });
    }
  };
  const ended = run();
  return {
    wake: () => rouse?.(),
    async stop() {
      isOver = true;
      rouse?.();
      await ended;
    },
  };
}

/** What both kinds of BullMQ worker are told: a job may stall as often as it likes before it is given up. */
const patience = {
  concurrency,
  lockDuration: leaseMilliseconds,
  stalledInterval: leaseMilliseconds,
  maxStalledCount: 100,
} as const;

const addAll = async (queue: Pick<Queue, "addBulk">, jobs: readonly number[]): Promise<void> => {
  const options = { removeOnComplete: true, attempts: 100 };
  await queue.addBulk(
    jobs.map((job) => ({ name: "job", data: job, opts: { ...options, jobId: `job-${job}` } })),
  );
};

function onRedis({ redis }: Places): Carrier {
  const connection: ConnectionOptions = redis;
  const queue = new Queue<number>("trial", { connection });
  return {
    add: (jobs) => addAll(queue, jobs),
    async work(run) {
      const options: WorkerOptions = { connection, ...patience };
      const worker = new Worker<number>("trial", ({ data }) => run(data), options);
      worker.on("error", told);
      await worker.waitUntilReady();
      return () => worker.close();
    },
    close: () => queue.close(),
  };
}

function onPostgres({ database }: Places): Carrier {
  const { host, port, user, password, database: name } = database;
  const parts = { host, port, user, password, database: name };
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const connection: PostgresConnectionOptions = { ...given, migrate: true, max: 5 };
  const queue = new Queue("trial", { connection }, createPostgresBackend);
  return {
    add: (jobs) => addAll(queue, jobs),
    async work(run) {
      const worker = new Worker<number>(
        "trial",
        ({ data }) => run(data),
        { connection, ...patience },
        createPostgresBackend,
      );
      worker.on("error", told);
      await worker.waitUntilReady();
      return () => worker.close();
    },
    close: () => queue.close(),
  };
}

/** A turn that fails is as good as one without work: what it held comes back with its lease. */
function failed(error: Error): number {
  told(error);
  return 0;
}

function told(error: Error): void {
  process.stderr.write(`    a worker says: ${error.message}\n`);
}
