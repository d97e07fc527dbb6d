import { createMastodonApi, createStreaming } from "@trunkline/mastodon-api";
import type { Streaming } from "@trunkline/mastodon-api";
import { schemaStatus } from "@trunkline/storage-adapters/postgres";
import type { Hono } from "hono";
import type { Composition } from "./compose.ts";
import { rangeTest } from "./config/kinds.ts";
import { currentRequest } from "./correlation.ts";
import { createApp } from "./http/app.ts";
import type { Answers } from "./http/app.ts";
import { watchDatabase } from "./http/database-watch.ts";
import type { DatabaseWatch } from "./http/database-watch.ts";
import { createClients } from "./http/guard.ts";
import type { Env, GuardOptions } from "./http/guard.ts";
import { isOutage } from "./http/outage.ts";
import { createReadiness } from "./http/readiness.ts";
import { createSockets, noSockets } from "./http/sockets.ts";
import type { Sockets } from "./http/sockets.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import type { Worker } from "./jobs/worker.ts";
import { addGauges } from "./metrics/gauges.ts";
import { watchLoopDelay } from "./metrics/loop-delay.ts";
import type { LoopDelay } from "./metrics/loop-delay.ts";
import { createOutageLog } from "./outage-log.ts";
import type { OutageLog } from "./outage-log.ts";
import { createBrowsers } from "./sign-in/browser.ts";
import { createThrottle } from "./sign-in/throttle.ts";

/** What a process does, by its roles, over HTTP and besides. */
export interface Service {
  /** What it answers over HTTP; `undefined` for a process that answers nothing. */
  readonly http: { readonly app: Hono<Env>; readonly sockets: Sockets } | undefined;
  /** Why it should get no requests; none when it should. */
  readonly whyNotReady: () => Promise<readonly string[]>;
  startJobs(): Worker;
  /** From now on the server says that it is not ready. */
  prepareToStop(): void;
  /** Ends every open stream. */
  endStreams(): void;
  /** Ends what goes on by the clock. */
  close(): void;
}

export function createService(composition: Composition): Service {
  const { config, storage, clock, metrics, database, log } = composition;
  const loopDelay = watchLoopDelay();
  let isStopping = false;
  const ping = async (): Promise<void> => {
    await database.probe`select 1`;
  };
  const outages = createOutageLog({ log, ping });
  const whyNotReady = createReadiness({
    ping,
    waiting: async () => (await schemaStatus(database.probe)).waiting,
    folder: config.dataFolder,
    isStopping: () => isStopping,
  });
  addGauges({
    metrics,
    pool: database.connection,
    poolSize: config.database.poolSize,
    clock,
    loopDelay,
  });
  const answers = answersOf(composition);
  const streaming =
    answers === "all" || answers === "streaming" ? openStreaming(composition, outages) : undefined;
  const watch = watchDatabase({ ping });
  const parts = { whyNotReady, loopDelay, watch, outages, streaming, isStopping: () => isStopping };
  return {
    http: answers === undefined ? undefined : createHttp(composition, { ...parts, answers }),
    whyNotReady,
    startJobs: () => startJobs({ ...composition, storage }, outages),
    prepareToStop() {
      isStopping = true;
    },
    endStreams: () => streaming?.close(),
    close() {
      outages.close();
      loopDelay.stop();
    },
  };
}

function answersOf({ config: { roles } }: Composition): Answers | undefined {
  if (roles.has("web")) return roles.has("streaming") ? "all" : "web";
  return roles.has("streaming") ? "streaming" : undefined;
}

function openStreaming({ social, clock, log }: Composition, outages: OutageLog): Streaming {
  return createStreaming(social, {
    clock,
    onError(error) {
      if (isOutage(error)) outages.met("streams", error);
      else log.error("A stream failed.", { error });
    },
  });
}

interface HttpParts {
  readonly whyNotReady: () => Promise<readonly string[]>;
  readonly loopDelay: LoopDelay;
  readonly watch: DatabaseWatch;
  readonly outages: OutageLog;
  readonly streaming: Streaming | undefined;
  readonly isStopping: () => boolean;
  readonly answers: Answers;
}

function createHttp(composition: Composition, parts: HttpParts): NonNullable<Service["http"]> {
  const { config, social, federation, clock, ids, log, secrets, settings, metrics } = composition;
  const { streaming, watch, outages, answers } = parts;
  const { origin } = settings;
  const guard: GuardOptions = {
    hosts: config.hosts,
    isTrusted: rangeTest(config.trustedProxies),
    isExempt: rangeTest(config.rateLimitExempt),
  };
  const clients = createClients(guard);
  const app = createApp({
    federation,
    api: createApi(composition, { guard, address: clients.addressOf, streaming, outages }),
    pages: {
      social,
      browsers: createBrowsers({ signIn: social.signIn, ids, key: secrets.forms, origin }),
      throttle: createThrottle(clock),
      limiter: composition.limiter,
      clock,
      locale: config.site.locale,
      clientOf: clients.limitKeyOf,
    },
    media: composition.media,
    limiter: composition.limiter,
    health: { whyNotReady: parts.whyNotReady },
    guard,
    origin,
    log,
    isOutage,
    watch,
    outages,
    metrics,
    delay: parts.loopDelay.p99,
    isCrowded: () => composition.storage.waiting() > config.database.maxWaiting,
    isStopping: parts.isStopping,
    answers,
  });
  if (streaming === undefined) return { app, sockets: noSockets };
  const onOpen = (): (() => void) => {
    metrics.streams.inc({ protocol: "websocket" });
    return () => metrics.streams.dec({ protocol: "websocket" });
  };
  return { app, sockets: createSockets({ streaming, guard, origin, log, watch, outages, onOpen }) };
}

interface ApiParts {
  readonly guard: GuardOptions;
  readonly address: ReturnType<typeof createClients>["addressOf"];
  readonly streaming: Streaming | undefined;
  readonly outages: OutageLog;
}

function createApi({ social, limiter, log, ids }: Composition, parts: ApiParts): Hono {
  const { guard, address, streaming, outages } = parts;
  return createMastodonApi(social, {
    limiter,
    address,
    exempt: guard.isExempt,
    ...(streaming === undefined ? {} : { streaming }),
    requestId: () => currentRequest() ?? ids.secret(),
    isOutage,
    onError(error, { id, route }) {
      if (isOutage(error)) outages.met("requests", error);
      else log.error("A call failed.", { request: id, route, error });
    },
  });
}
