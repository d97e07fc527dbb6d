import { createMastodonApi, createStreaming, memoryRateLimiter } from "@trunkline/mastodon-api";
import { createConsequences, createJobs, hours, seconds } from "@trunkline/social";
import type { Hono } from "hono";
import type { Composition } from "./compose.ts";
import { rangeTest } from "./config/kinds.ts";
import { createApp } from "./http/app.ts";
import { createClients } from "./http/guard.ts";
import type { Env, GuardOptions } from "./http/guard.ts";
import { isOutage, within } from "./http/outage.ts";
import { createSockets } from "./http/sockets.ts";
import type { Sockets } from "./http/sockets.ts";
import { startWorker } from "./jobs/worker.ts";
import type { Job, Worker } from "./jobs/worker.ts";
import { createBrowsers } from "./sign-in/browser.ts";
import { createThrottle } from "./sign-in/throttle.ts";

/** What a composition answers over HTTP, and what it does besides. */
export interface Service {
  readonly app: Hono<Env>;
  readonly sockets: Sockets;
  startJobs(): Worker;
  /** From now on the server says that it is not ready. */
  prepareToStop(): void;
  /** Ends every open stream. */
  endStreams(): void;
}

export function createService(composition: Composition): Service {
  const { config, social, federation, storage, clock, ids, log, secrets, settings } = composition;
  const { origin } = settings;
  const guard: GuardOptions = {
    hosts: config.hosts,
    isTrusted: rangeTest(config.trustedProxies),
    isExempt: rangeTest(config.rateLimitExempt),
  };
  const clients = createClients(guard);
  const onError = (error: unknown): void => log.error("A stream failed.", { error });
  const streaming = createStreaming(social, { clock, onError });
  let isStopping = false;
  const app = createApp({
    federation,
    api: createMastodonApi(social, {
      limiter: memoryRateLimiter({ clock }),
      address: clients.addressOf,
      exempt: guard.isExempt,
      streaming,
      isOutage,
      onError(error, { id, route }) {
        const told = { request: id, route, error };
        if (isOutage(error)) log.warn("The database does not answer.", told);
        else log.error("A call failed.", told);
      },
    }),
    pages: {
      social,
      browsers: createBrowsers({ signIn: social.signIn, ids, key: secrets.forms, origin }),
      throttle: createThrottle(clock),
      clock,
      locale: config.site.locale,
      clientOf: clients.limitKeyOf,
    },
    health: { isReady: () => within(seconds(1), storage.ping()), isStopping: () => isStopping },
    guard,
    origin,
    log,
    isOutage,
  });
  return {
    app,
    sockets: createSockets({ streaming, guard, origin, log }),
    startJobs: () => startWorker({ jobs: jobsOf(composition), log }),
    prepareToStop() {
      isStopping = true;
    },
    endStreams: () => streaming.close(),
  };
}

/** The domain's jobs, each with what wakes it; and the sweeping of what has served its time. */
function jobsOf({ federation, fediverse, storage, clock, ids, settings }: Composition): readonly Job[] {
  const jobs = createJobs({
    events: storage.events,
    inbox: storage.inbox,
    clock,
    follow: createConsequences({ write: federation.write, settings, clock, ids }),
    receive: fediverse.receive,
    deliverDue: () => federation.deliverDue(),
  });
  const channels = {
    "relay-events": "events",
    "receive-activities": "inbox",
    "deliver-activities": "deliveries",
  } as const;
  const domain = Object.entries(jobs).map(([name, run]) => {
    const channel = channels[name as keyof typeof channels]; // the names are the keys of `jobs`
    return { name, run, pollEvery: seconds(1), onWake: (wake: () => void) => storage.onWake(channel, wake) };
  });
  const sweep = async (): Promise<number> => {
    await storage.sweep();
    return 0;
  };
  return [...domain, { name: "sweep", run: sweep, pollEvery: hours(1), onWake: () => () => undefined }];
}
