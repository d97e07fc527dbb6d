import { setImmediate as turn } from "node:timers/promises";
import type { Client, DeliveryQueue, Federation, SeenActivities } from "@trunkline/activitypub";
import type { EventLog, Filming, InboxStore, Transact, Work } from "@trunkline/social";
import type { Connection, PostgresStorage, Transaction } from "@trunkline/storage-adapters/postgres";
import type { Hit } from "./fail-point.ts";

interface Told {
  readonly hit: Hit;
  /** Whether what runs now deals with an activity that was received. */
  readonly isHandling: () => boolean;
}

export function faultyStorage(storage: PostgresStorage, told: Told): PostgresStorage {
  const { hit } = told;
  return {
    ...storage,
    transact: faultyTransact(storage.transact, told),
    seen: faultySeen(storage.seen, hit),
    inbox: faultyInbox(storage.inbox, hit),
    events: faultyEvents(storage.events, hit),
    deliveries: faultyDeliveries(storage.deliveries, hit),
  };
}

function faultyTransact(transact: Transact, { hit, isHandling }: Told): Transact {
  return async (run) => {
    if (!isHandling()) {
      const result = await transact(async (work) => {
        const done = await run(faultyWork(work, hit));
        await hit("before-write-commit");
        return done;
      });
      await hit("after-write-commit");
      return result;
    }
    const result = await transact(async (work) => {
      await hit("mid-handler");
      const done = await run(work);
      await hit("before-handler-commit");
      return done;
    });
    await hit("after-handler-commit");
    return result;
  };
}

/** A post whose time has come is taken from those that wait, and not published yet. */
function faultyWork(work: Work, hit: Hit): Work {
  const take: Work["scheduled"]["take"] = async (id, now) => {
    const isTaken = await work.scheduled.take(id, now);
    await hit("during-scheduled-publish");
    return isTaken;
  };
  return { ...work, scheduled: { ...work.scheduled, take } };
}

function faultySeen(seen: SeenActivities, hit: Hit): SeenActivities {
  return {
    async keep(activity) {
      await hit("after-signature-check");
      const keeping = seen.keep(activity);
      const [kept] = await Promise.all([keeping, turn().then(() => hit("before-inbox-commit"))]);
      await hit("after-inbox-commit");
      return kept;
    },
  };
}

function faultyInbox(inbox: InboxStore, hit: Hit): InboxStore {
  return {
    ...inbox,
    async claim(limit) {
      const claimed = await inbox.claim(limit);
      if (claimed.length > 0) await hit("after-response");
      return claimed;
    },
  };
}

function faultyEvents(events: EventLog, hit: Hit): EventLog {
  const interrupted = (work: Work): Work => ({
    ...work,
    outbox: {
      ...work.outbox,
      async add(outgoing) {
        await work.outbox.add(outgoing);
        await hit("during-fan-out");
      },
    },
  });
  return {
    ...events,
    relay: (follow, limit) => events.relay((event, work) => follow(event, interrupted(work)), limit),
  };
}

function faultyDeliveries(deliveries: DeliveryQueue, hit: Hit): DeliveryQueue {
  return {
    ...deliveries,
    async claim(limit) {
      await hit("before-outbox-claim");
      const claimed = await deliveries.claim(limit);
      if (claimed.length > 0) await hit("after-outbox-claim");
      return claimed;
    },
  };
}

/** The request is on its way, or there already, when its point is hit. */
export function faultyClient(client: Client, hit: Hit): Client {
  return {
    ...client,
    async post(request) {
      const posting = client.post(request);
      const [answer] = await Promise.all([posting, turn().then(() => hit("during-remote-post"))]);
      if (answer.ok && answer.value.status >= 200 && answer.value.status < 300)
        await hit("after-remote-success");
      return answer;
    },
  };
}

export function faultyFederation(federation: Federation, hit: Hit): Federation {
  return {
    ...federation,
    async handle(request) {
      if (request.method !== "POST" || !new URL(request.url).pathname.endsWith("/inbox"))
        return federation.handle(request);
      const { method, headers, url } = request;
      const body = await request.arrayBuffer();
      await hit("after-body-read");
      return federation.handle(new Request(url, { method, headers, body }));
    },
  };
}

/** The film is being made when its point is hit. */
export function faultyFilms(films: Filming, hit: Hit): Filming {
  return {
    async make(source, options) {
      const making = films.make(source, options);
      const [made] = await Promise.all([making, turn().then(() => hit("during-media-transcode"))]);
      return made;
    },
  };
}

/** Each migration is a transaction, which is cut short before its commit. */
export function faultyMigration(connection: Connection, hit: Hit): Connection {
  const begin = (run: (sql: Transaction) => Promise<unknown>): Promise<unknown> =>
    connection.begin(async (sql) => {
      const done = await run(sql);
      await hit("during-migration");
      return done;
    });
  return new Proxy(connection, {
    get: (target, key, receiver) => (key === "begin" ? begin : Reflect.get(target, key, receiver)),
  });
}
