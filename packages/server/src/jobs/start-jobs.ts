import {
  createConsequences,
  createJobs,
  hours,
  minutes,
  seconds,
  sendLetters,
  processUploads,
  sendPushes,
  tendMedia,
  tendPolls,
  tendTrends,
} from "@trunkline/social";
import { createElection } from "@trunkline/storage-adapters/postgres";
import { imaging } from "../compose.ts";
import type { Composition } from "../compose.ts";
import { isOutage } from "../http/outage.ts";
import type { OutageLog } from "../outage-log.ts";
import { scheduled } from "./schedule.ts";
import type { Leadership, TimedJob } from "./schedule.ts";
import { whileLeading } from "./while-leading.ts";
import { createDigests } from "../sign-in/digests.ts";
import { startWorker } from "./worker.ts";
import type { Job, Worker } from "./worker.ts";

/** Begins what the roles of this process ask for: the domain's jobs, and what is done by the clock. */
export function startJobs(composition: Composition, outages: OutageLog): Worker {
  const { config, log, metrics, storage, relay } = composition;
  const leading = config.roles.has("scheduler") ? lead(composition, outages) : undefined;
  const jobs = [
    ...(config.roles.has("worker")
      ? [...domainJobs(composition), letterJob(composition), pushJob(composition), ...filmJobs(composition)]
      : []),
    ...(leading === undefined ? [] : scheduled(timedJobs(composition), leading)),
  ];
  const worker = startWorker({
    jobs: jobs.map((job) => ({ ...job, run: () => storage.asWork(job.run) })),
    log,
    outages,
    onRun(job, { count, seconds: took }) {
      if (count === 0) return;
      metrics.jobs.observe({ job, outcome: count === undefined ? "failed" : "done" }, took);
      metrics.jobItems.inc({ job }, count ?? 0);
    },
  });
  const relaying = relay && leading && whileLeading(leading, relay);
  return {
    async stop() {
      await relaying?.stop();
      await Promise.all([worker.stop(), leading?.stop()]);
    },
  };
}

/** What is done by the clock, by one process for all. A new one is a line here. */
function timedJobs({ storage, clock, fediverse, media, social }: Composition): readonly TimedJob[] {
  return [
    { name: "prove-links", every: minutes(1), run: () => fediverse.proveLinks() },
    { name: "refresh-profiles", every: minutes(10), run: () => fediverse.refreshProfiles() },
    { name: "forget-unconfirmed", every: minutes(10), run: () => social.signUps.forgetUnconfirmed() },
    { name: "sweep", every: hours(1), run: () => storage.sweep() },
    { name: "run-errands", every: seconds(5), run: () => fediverse.runErrands() },
    { name: "tend-media", every: minutes(1), run: () => tendMedia({ storage, files: media, clock }) },
    { name: "fetch-cards", every: seconds(2), run: () => fediverse.fetchCards() },
    { name: "verify-quotes", every: seconds(5), run: () => fediverse.verifyQuotes() },
    { name: "tend-trends", every: minutes(5), run: () => tendTrends({ storage, clock }) },
    { name: "publish-scheduled", every: seconds(1), run: () => social.scheduled.publishDue() },
    { name: "tend-polls", every: seconds(15), run: () => tendPolls({ storage, clock }) },
  ];
}

function lead({ database, log }: Composition, outages: OutageLog): Leadership & Worker {
  const listeners = new Set<() => void>();
  const election = createElection(database.pools.direct, "scheduler", {
    onLead() {
      log.info("This process does what is done by the clock.");
      for (const listener of listeners) listener();
    },
    onError(error) {
      if (isOutage(error)) outages.met("elections", error);
      else log.warn("The lead is lost; it will be asked for again.", { error });
    },
  });
  return {
    ...election,
    onLead(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The domain's jobs, each with what wakes it. */
function domainJobs({ federation, fediverse, storage, clock, ids, settings }: Composition): readonly Job[] {
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
  return Object.entries(jobs).map(([name, run]) => {
    const channel = channels[name as keyof typeof channels]; // the names are the keys of `jobs`
    return { name, run, pollEvery: seconds(1), onWake: (wake: () => void) => storage.onWake(channel, wake) };
  });
}

/** Where nothing makes films, another process may. */
function filmJobs({ storage, media, films, clock }: Composition): readonly Job[] {
  if (films === undefined) return [];
  const needs = { storage, clock, media: { files: media, imaging, films } };
  const onWake = () => () => undefined;
  return [{ name: "process-uploads", run: () => processUploads(needs), pollEvery: seconds(1), onWake }];
}

/** Nothing wakes it: a letter may take a second. */
function letterJob({ storage, mailer, clock, ids, secrets }: Composition): Job {
  const digests = createDigests(secrets.digest);
  return {
    name: "send-letters",
    run: () => sendLetters({ storage, mailer, clock, ids, digests }),
    pollEvery: seconds(1),
    onWake: () => () => undefined,
  };
}

/** Nothing wakes it either. */
function pushJob({ storage, social, push, clock }: Composition): Job {
  const { notifications } = social;
  return {
    name: "send-pushes",
    run: () => sendPushes({ storage, notifications, push, clock }),
    pollEvery: seconds(1),
    onWake: () => () => undefined,
  };
}
