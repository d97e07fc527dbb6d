import { createPrivateKey } from "node:crypto";
import type { Note } from "../objects/note.ts";
import type { Href } from "../objects/reference.ts";
import type {
  ActorSource,
  Cache,
  CollectionPage,
  Collections,
  Delivery,
  DeliveryQueue,
  FederationPorts,
  KeyVault,
  LocalActor,
  Outcome,
  ReceivedActivity,
  SeenActivities,
  Usage,
} from "../ports.ts";
import { fakeClock } from "./clock.ts";
import type { FakeClock } from "./clock.ts";

/** What a host without a database knows. */
export interface Residents {
  readonly actors?: readonly (LocalActor & {
    readonly privatePem?: string;
    readonly assertionPem?: string;
  })[];
  /** Notes that everybody may see. */
  readonly notes?: readonly Note[];
  /** Ids of actors and notes that were deleted. */
  readonly gone?: readonly Href[];
  /** Members of collections, by actor id and name, as in `https://…/users/ana followers`. */
  readonly members?: Readonly<Record<string, readonly unknown[]>>;
  readonly usage?: Usage;
  readonly clock?: FakeClock;
}

/** All six ports in plain maps, and what went through them. */
export interface MemoryPorts extends FederationPorts {
  readonly clock: FakeClock;
  /** What the inbox accepted, in order. */
  readonly kept: readonly ReceivedActivity[];
  /** What became of deliveries, in order. */
  readonly settled: readonly { readonly delivery: Delivery; readonly outcome: Outcome }[];
  /** Puts something up for delivery. */
  readonly enqueue: (delivery: Omit<Delivery, "attempts" | "token">) => void;
}

/** Builds ports for tests and small experiments. Nothing outlives the process. */
export function memoryPorts(residents: Residents = {}): MemoryPorts {
  const clock = residents.clock ?? fakeClock();
  const kept: ReceivedActivity[] = [];
  return {
    clock,
    now: clock.now,
    kept,
    actors: memoryActors(residents),
    keys: memoryKeys(residents),
    collections: memoryCollections(residents.members ?? {}),
    seen: memorySeen(kept),
    cache: memoryCache(clock),
    ...memoryDeliveries(clock),
  };
}

function memoryActors({ actors = [], notes = [], gone = [], usage }: Residents): ActorSource {
  const find = (local: LocalActor | undefined): Awaited<ReturnType<ActorSource["byUri"]>> => {
    if (local === undefined) return { standing: "unknown" };
    return gone.includes(local.actor.id) ? { standing: "gone" } : { standing: "here", local };
  };
  return {
    byUsername: async (name) => {
      const wanted = name.toLowerCase();
      return find(actors.find(({ actor }) => actor.preferredUsername.toLowerCase() === wanted));
    },
    byUri: async (uri) => {
      if (gone.includes(uri)) return { standing: "gone" };
      return find(actors.find(({ actor, profilePage }) => actor.id === uri || profilePage === uri));
    },
    note: async (uri) => {
      const note = notes.find(({ id }) => id === uri);
      if (gone.includes(uri)) return { standing: "gone" };
      return note === undefined ? { standing: "unknown" } : { standing: "here", note };
    },
    usage: async () =>
      usage ?? { users: actors.length, activeMonth: 0, activeHalfyear: 0, localPosts: notes.length },
  };
}

function memoryKeys({ actors = [] }: Residents): KeyVault {
  return {
    signingKey: async (actor) => {
      const pem = actors.find((local) => local.actor.id === actor)?.privatePem;
      if (pem === undefined) throw new Error(`${actor} has no key here.`);
      return { keyId: `${actor}#main-key`, privateKey: createPrivateKey(pem) };
    },
    assertionKey: async (actor) => {
      const pem = actors.find((local) => local.actor.id === actor)?.assertionPem;
      return pem === undefined
        ? undefined
        : { keyId: `${actor}#ed25519-key`, privateKey: createPrivateKey(pem) };
    },
  };
}

const PAGE_SIZE = 20;

function memoryCollections(members: Readonly<Record<string, readonly unknown[]>>): Collections {
  return {
    followersOn: async (actor, origin) =>
      (members[`${actor} followers`] ?? [])
        .filter((member) => typeof member === "string")
        .filter((member) => origin === undefined || new URL(member).origin === origin),
    find: async (address) => {
      const [, owner = "", name = ""] = /^(.*)\/([^/]+)$/.exec(address) ?? [];
      const isUsual = ["outbox", "followers", "following"].includes(name);
      const all = members[`${owner} ${name}`] ?? (isUsual ? [] : undefined);
      if (all === undefined) return { standing: "unknown" };
      const page = async (cursor = "0"): Promise<CollectionPage> => {
        const end = Number(cursor) + PAGE_SIZE;
        const next = end < all.length ? String(end) : undefined;
        return { items: all.slice(Number(cursor), end), next };
      };
      const paged = { isInlined: false, last: undefined, page };
      return {
        standing: "here",
        collection: { owner, isOrdered: true, totalItems: all.length, members: paged },
      };
    },
  };
}

function memorySeen(kept: ReceivedActivity[]): SeenActivities {
  return {
    keep: async (activity) => {
      if (kept.some(({ id, actor }) => id === activity.id && actor === activity.actor)) return "seen";
      kept.push(activity);
      return "new";
    },
  };
}

/** Text with an expiry, in a map. */
export function memoryCache(clock: FakeClock): Cache {
  const entries = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    get: async (key) => {
      const entry = entries.get(key);
      return entry !== undefined && entry.until > clock.now().getTime() ? entry.value : undefined;
    },
    set: async (key, value, ttlMilliseconds) =>
      void entries.set(key, { value, until: clock.now().getTime() + ttlMilliseconds }),
    delete: async (key) => void entries.delete(key),
  };
}

const LEASE_MILLISECONDS = 60_000;

function memoryDeliveries(clock: FakeClock): {
  readonly deliveries: DeliveryQueue;
  readonly settled: { readonly delivery: Delivery; readonly outcome: Outcome }[];
  readonly enqueue: MemoryPorts["enqueue"];
} {
  const waiting = new Map<string, { readonly delivery: Delivery; readonly dueAt: number }>();
  const settled: { readonly delivery: Delivery; readonly outcome: Outcome }[] = [];
  const claim = (delivery: Delivery, now: number): Delivery => {
    const claimed = { ...delivery, token: String(Number(delivery.token) + 1) };
    waiting.set(delivery.id, { delivery: claimed, dueAt: now + LEASE_MILLISECONDS });
    return claimed;
  };
  return {
    settled,
    enqueue: (delivery) =>
      void waiting.set(delivery.id, { delivery: { ...delivery, attempts: 0, token: "0" }, dueAt: 0 }),
    deliveries: {
      claim: async (limit) => {
        const now = clock.now().getTime();
        const due = [...waiting.values()].filter(({ dueAt }) => dueAt <= now).slice(0, limit);
        return due.map(({ delivery }) => claim(delivery, now));
      },
      settle: async (delivery, outcome) => {
        if (waiting.get(delivery.id)?.delivery.token !== delivery.token) return;
        settled.push({ delivery, outcome });
        waiting.delete(delivery.id);
        if (outcome.type !== "retry") return;
        const again = { ...delivery, attempts: delivery.attempts + 1 };
        waiting.set(delivery.id, { delivery: again, dueAt: outcome.at.getTime() });
      },
    },
  };
}
