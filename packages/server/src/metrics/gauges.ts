import type { Clock } from "@trunkline/social";
import { backlog, connectionUse, hostBacklog } from "@trunkline/storage-adapters/postgres";
import type { Connection, HostBacklog, QueueBacklog } from "@trunkline/storage-adapters/postgres";
import { Gauge } from "prom-client";
import type { GaugeConfiguration } from "prom-client";
import type { LoopDelay } from "./loop-delay.ts";
import type { Metrics } from "./metrics.ts";

export interface GaugeNeeds {
  readonly metrics: Metrics;
  /** The pool that requests and jobs share. */
  readonly pool: Connection;
  readonly poolSize: number;
  readonly clock: Clock;
  readonly loopDelay: LoopDelay;
}

/** For how long the queues' figures hold, in milliseconds: several scrapers cost one statement. */
const keepFor = 5000;
const giveUpAfter = 2000;

/** Adds what is measured when somebody asks. While the database does not answer, its figures are left out. */
export function addGauges(needs: GaugeNeeds): void {
  addQueues(needs);
  addHosts(needs);
  addPool(needs);
  gauge(needs, {
    name: "trunkline_event_loop_delay_p99_seconds",
    help: "What load is shed by: how late the process comes to what is due.",
    collect() {
      this.set(needs.loopDelay.p99() / 1000);
    },
  });
}

const figures = {
  queue_waiting: ["Items that are not dealt with.", "waiting"],
  queue_retrying: ["Items that wait and were tried before.", "retrying"],
  queue_oldest_seconds: ["For how long the item that is due the longest has been.", "oldestSeconds"],
  queue_dead: ["Items that were given up and are kept.", "dead"],
} as const satisfies Record<string, readonly [string, Exclude<keyof QueueBacklog, "queue">]>;

/** The registry holds on to it. */
function gauge<Label extends string>(
  { metrics }: Pick<GaugeNeeds, "metrics">,
  options: Omit<GaugeConfiguration<Label>, "registers">,
): Gauge<Label> {
  return new Gauge({ ...options, registers: [metrics.registry] });
}

function addQueues(needs: GaugeNeeds): void {
  const { pool, clock } = needs;
  const read = kept(() => backlog(pool, clock.now()));
  for (const [name, [help, figure]] of Object.entries(figures)) {
    gauge(needs, {
      name: `trunkline_${name}`,
      help,
      labelNames: ["queue"],
      async collect() {
        this.reset();
        for (const queue of (await soon(read())) ?? []) this.set({ queue: queue.queue }, queue[figure]);
      },
    });
  }
}

const hostFigures = {
  hosts: ["Hosts that failed, by how they are taken, and healthy ones that something waits for.", "hosts"],
  deliveries_waiting: ["Deliveries that are not dealt with, by how their host is taken.", "waiting"],
  deliveries_oldest_seconds: ["For how long the delivery that is due the longest has been.", "oldestSeconds"],
} as const satisfies Record<string, readonly [string, Exclude<keyof HostBacklog, "hostClass">]>;

function addHosts(needs: GaugeNeeds): void {
  const { pool, clock } = needs;
  const read = kept(() => hostBacklog(pool, clock.now()));
  for (const [name, [help, figure]] of Object.entries(hostFigures)) {
    gauge(needs, {
      name: `trunkline_${name}`,
      help,
      labelNames: ["host_class"],
      async collect() {
        this.reset();
        for (const each of (await soon(read())) ?? []) this.set({ host_class: each.hostClass }, each[figure]);
      },
    });
  }
}

function addPool(needs: GaugeNeeds): void {
  const { pool, poolSize } = needs;
  gauge(needs, {
    name: "trunkline_database_pool_size",
    help: "How many connections this process holds at most.",
  }).set(poolSize);
  gauge(needs, {
    name: "trunkline_database_pool_wait_seconds",
    help: "How long a statement took just now that asks for nothing: more than a few hundredths, and the pool is used up.",
    async collect() {
      const began = performance.now();
      const answered = await soon(pool`select 1`);
      this.set(answered === undefined ? giveUpAfter / 1000 : (performance.now() - began) / 1000);
    },
  });
  const read = kept(() => connectionUse(pool));
  gauge(needs, {
    name: "trunkline_database_connections",
    help: "Connections of this user to the database, of all processes, by what they do.",
    labelNames: ["state"],
    async collect() {
      this.reset();
      for (const [state, count] of Object.entries((await soon(read())) ?? {})) this.set({ state }, count);
    },
  });
}

/** Asks once for all that want to know at about the same time. */
function kept<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | undefined;
  let askedAt = 0;
  return () => {
    const now = performance.now();
    if (answer !== undefined && now - askedAt < keepFor) return answer;
    askedAt = now;
    const asked = ask();
    asked.catch(() => {
      if (answer === asked) answer = undefined;
    });
    answer = asked;
    return asked;
  };
}

/** The value, if it comes soon; a scrape must not hang on a database that does. */
async function soon<Value>(value: PromiseLike<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), giveUpAfter);
  });
  const came = Promise.resolve(value).catch(() => undefined);
  const first = await Promise.race([came, late]);
  clearTimeout(timer);
  return first;
}
