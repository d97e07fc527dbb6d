import { setTimeout as sleep } from "node:timers/promises";
import { compose } from "./compose.ts";
import type { Composition } from "./compose.ts";
import { rangeTest } from "./config/kinds.ts";
import type { Config } from "./config/read.ts";
import { listen } from "./http/listen.ts";
import type { Listener } from "./http/listen.ts";
import { within } from "./http/outage.ts";
import { listenForOperator } from "./metrics/listener.ts";
import type { MetricsListener } from "./metrics/listener.ts";
import { createService } from "./serve.ts";
import type { Service } from "./serve.ts";

/** A server that runs. */
export interface Running {
  readonly composition: Composition;
  /** 0 for a process that answers no HTTP. */
  readonly port: number;
  /** The port of the metrics; `undefined` when there is none. */
  readonly metricsPort: number | undefined;
  /**
   * Stops cleanly, within thirty seconds: says that it is not ready, takes no new connection after `drainFor`,
   * finishes what is in flight, ends the jobs, and closes the database. What does not end in time comes back by
   * itself, when its lease has run out.
   */
  stop(options?: { readonly drainFor?: number }): Promise<void>;
}

/** How long after the beginning of the end requests and jobs in flight may go on. */
const finishWithin = 25_000;
/** How long closing what is below them may take. */
const closeWithin = 4_000;

/** Composes a server, opens its ports and begins its jobs, each as far as its roles ask for it. */
export async function start(config: Config): Promise<Running> {
  const composition = await compose(config, { role: "server" });
  const service = createService(composition);
  const opened: (() => Promise<unknown>)[] = [];
  try {
    const listener = await openHttp(config, service);
    if (listener !== undefined) opened.push(() => listener.close(0));
    const operator = await openForOperator(composition, service);
    if (operator !== undefined) opened.push(() => operator.close());
    const worker = service.startJobs();
    return {
      composition,
      port: listener?.port ?? 0,
      metricsPort: operator?.port,
      async stop({ drainFor = 0 } = {}) {
        service.prepareToStop();
        const jobsEnd = within(finishWithin, worker.stop());
        if (drainFor > 0) await sleep(drainFor);
        service.endStreams();
        await listener?.close(Math.max(1000, finishWithin - drainFor));
        await jobsEnd;
        await operator?.close();
        service.close();
        await within(closeWithin, composition.close());
      },
    };
  } catch (error) {
    await Promise.all(opened.map((close) => close()));
    service.endStreams();
    service.close();
    await composition.close();
    throw error;
  }
}

async function openHttp(config: Config, { http }: Service): Promise<Listener | undefined> {
  if (http === undefined) return undefined;
  const { bind, port } = config;
  const isUnlimited = rangeTest([...config.trustedProxies, ...config.rateLimitExempt]);
  return listen({ ...http, bind, port, isUnlimited });
}

async function openForOperator(
  { config, metrics }: Composition,
  { whyNotReady }: Service,
): Promise<MetricsListener | undefined> {
  if (config.metrics === undefined) return undefined;
  return listenForOperator({ ...config.metrics, registry: metrics.registry, whyNotReady });
}
