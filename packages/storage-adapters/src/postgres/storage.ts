import type { Cache, DeliveryQueue, HostHealth, SeenActivities } from "@trunkline/activitypub";
import type {
  DeadLetters,
  EventLog,
  InboxStore,
  Milliseconds,
  Storage,
  Stores,
  Stream,
} from "@trunkline/social";
import { appStore, codeStore, sessionStore, tokenStore } from "./access.ts";
import { accountStore } from "./accounts.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createCache } from "./cache.ts";
import type { Connection, Sql } from "./connect.ts";
import { createDeliveryQueue } from "./deliveries.ts";
import { createHostHealth } from "./delivery-hosts.ts";
import { errandStore } from "./errands.ts";
import { createEventLog } from "./events.ts";
import { filterStore } from "./filters.ts";
import { followedTagStore } from "./followed-tags.ts";
import { followStore } from "./follows.ts";
import { idempotencyStore } from "./idempotency.ts";
import { createInbox } from "./inbox.ts";
import { defaultLease } from "./leases.ts";
import { findBroken, type Invariant } from "./invariants.ts";
import { gated } from "./gate.ts";
import { createLanes } from "./lanes.ts";
import { blockStore } from "./blocks.ts";
import { cardStore } from "./cards.ts";
import { bookmarkStore } from "./bookmarks.ts";
import { boostStore } from "./boosts.ts";
import { domainRuleStore } from "./domain-rules.ts";
import { emojiStore } from "./emojis.ts";
import { directoryStore } from "./directory.ts";
import { instanceStore } from "./instance.ts";
import { conversationStore } from "./conversations.ts";
import { markerStore } from "./markers.ts";
import { privateNoteStore } from "./private-notes.ts";
import { endorsementStore } from "./endorsements.ts";
import { favouriteStore } from "./favourites.ts";
import { letterStore } from "./letters.ts";
import { inviteStore, signUpStore } from "./sign-ups.ts";
import { secondFactorStore } from "./second-factors.ts";
import { passStore } from "./passes.ts";
import { mediaStore } from "./media.ts";
import { listStore } from "./lists.ts";
import { moveStore } from "./moves.ts";
import { mutedThreadStore } from "./muted-threads.ts";
import { muteStore } from "./mutes.ts";
import { notificationPolicyStore, notificationRequestStore } from "./notification-requests.ts";
import { notificationStore } from "./notifications.ts";
import { outboxStore } from "./outbox.ts";
import { featuredTagStore, pinStore } from "./pins.ts";
import { relayStore } from "./relays.ts";
import { pushStore } from "./push.ts";
import { pushSealedWith, resealPush } from "./push-secrets.ts";
import { pollStore } from "./polls.ts";
import { remoteMediaStore } from "./remote-media.ts";
import { reactionStore } from "./reactions.ts";
import { policyStore, quoteStore } from "./quotes.ts";
import { type Counted, recount } from "./recount.ts";
import { createReplica, withReplica } from "./replica.ts";
import { scheduledStore } from "./scheduled.ts";
import { checkSchema } from "./schema-check.ts";
import { checkSecrets, createSecretBox, type KeyRing, resealSecrets, type SecretBox } from "./secrets.ts";
import { createSeenActivities } from "./seen-activities.ts";
import { reportStore } from "./reports.ts";
import { searchStore } from "./search.ts";
import { statusStore } from "./statuses.ts";
import { createStream } from "./stream.ts";
import { sweep } from "./sweep.ts";
import { tagStore } from "./tags.ts";
import { trendStore } from "./trends.ts";
import { timelineStore } from "./timelines.ts";
import { createTransact } from "./transact.ts";
import { type UsedFile, usedFiles } from "./used-files.ts";
import { userStore } from "./users.ts";
import { listen, type Wake, type WakeChannel, type Wakes, wakesBy } from "./wake.ts";

/** Everything that a server keeps, in PostgreSQL. */
export interface PostgresStorage extends Storage {
  readonly events: EventLog;
  readonly stream: Stream;
  readonly inbox: InboxStore;
  readonly seen: SeenActivities;
  readonly deliveries: DeliveryQueue;
  /** Which hosts do not answer, for all processes together. */
  readonly hosts: HostHealth;
  /** What waits in all of these, and what was given up. */
  readonly deadLetters: DeadLetters;
  readonly cache: Cache;
  /**
   * Calls back whenever there may be new work of a kind, from this process or another. What waits for its
   * time wakes nobody: ask now and then as well. The answer ends it.
   */
  onWake(channel: WakeChannel, onWake: () => void): () => void;
  /** How many statements of requests wait for a connection just now. */
  waiting(): number;
  /**
   * Runs something over the connections of the jobs: it may take longer than a request, and its statements wait for
   * no request's.
   */
  asWork<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Removes what has served its time; meant for every hour or so. Resolves to how many rows went. */
  sweep(): Promise<number>;
  /** Seals every secret with the active key, so that older ones can leave the ring. Resolves to how many. */
  reseal(): Promise<number>;
  /** Checks what must be true of all rows together. Changes nothing; takes as long as reading them does. */
  invariants(): Promise<readonly Invariant[]>;
  /** Sets right counters that are wrong, while others go on writing. Resolves to how many rows were. */
  recount(what: Counted): Promise<number>;
  /** Every media file that a row names. Takes as long as reading whole tables does. */
  usedFiles(): AsyncIterable<UsedFile>;
  /** Answers when the database does. */
  ping(): Promise<void>;
  /** Waits for what is under way, at most five seconds, and closes every connection. */
  close(): Promise<void>;
}

/** Connections apart from those that answer requests. What is left out goes over those. */
export interface Pools {
  /** Straight to the server, where a pooler stands before it: it listens. */
  readonly direct?: Connection;
  /** For work that may take longer than a request. */
  readonly jobs?: Connection;
  /** A copy of the database that only reads: see `withReplica`. */
  readonly replica?: Connection;
}

/** Statements that wait for a connection at most, where nothing else is said. */
const usualQueue = 200;

/**
 * Opens the storage over a connection whose schema is up to date (`migrate`).
 * Throws one sentence when the schema is not, or when the secret keys are not those of this database.
 *
 * @param options.now the present moment, by which leases and expiries go
 * @param options.secrets the keys with which private keys are sealed at rest
 * @param options.pools further connections: see `Pools`; they are closed with the storage
 * @param options.maxWaiting statements that wait for a connection of the requests at most (200); one more is refused
 *   as `Unavailable` (S-168)
 * @param options.wakes carries wakes in the place of PostgreSQL
 * @param options.lease how long work stays with a worker that gives no sign of life, in milliseconds (30 s)
 */
export async function postgresStorage(
  connection: Connection,
  options: {
    readonly now: () => Date;
    readonly secrets: KeyRing;
    readonly pools?: Pools;
    readonly maxWaiting?: number;
    readonly wakes?: Wakes | undefined;
    readonly lease?: Milliseconds;
  },
): Promise<PostgresStorage> {
  const { now, lease = defaultLease, pools = {}, wakes } = options;
  const wakesOf = wakesBy(wakes);
  const { direct = connection, replica } = pools;
  const box = createSecretBox(options.secrets);
  await checkSchema(connection);
  await checkSecrets(connection, box);
  const storesOver = (sql: Sql, wake: Wake): Stores => createStores(sql, { box, now, wake });
  const wakeOver =
    (pool: Connection): Wake =>
    async (channel) => {
      const { wake, committed } = wakesOf(pool);
      await wake(channel);
      committed();
    };
  const reading = (pool: Connection): Stores => storesOver(pool, wakeOver(pool));
  const { pool: web, waiting } = gated(connection, { maxWaiting: options.maxWaiting ?? usualQueue });
  const jobs = pools.jobs === undefined ? web : gated(pools.jobs).pool;
  const { lane, asWork } = createLanes({ web, jobs });
  const stores = reading(lane);
  return {
    stores: replica === undefined ? stores : withReplica(stores, createReplica(replica, reading(replica))),
    transact: createTransact(lane, { storesOver, now, wakesOf }),
    events: createEventLog(jobs, { storesOver, now, lease, wakesOf }),
    stream: createStream(direct),
    inbox: createInbox(jobs, { now, lease }),
    seen: createSeenActivities(lane, { now, wakesOf }),
    deliveries: createDeliveryQueue(jobs, { now, lease }),
    hosts: createHostHealth(lane, { now, wake: wakeOver(lane) }),
    deadLetters: createDeadLetters(lane, { now, wakesOf }),
    cache: createCache(lane, now),
    onWake: (channel, onWake) => wakes?.onWake(channel, onWake) ?? listen(direct, channel, onWake),
    asWork,
    waiting,
    sweep: () => sweep(jobs, now()),
    reseal: () => resealSecrets(jobs, box, { reseal: resealPush, sealedWith: pushSealedWith }),
    invariants: () => findBroken(jobs, { now: now(), box }),
    recount: (what) => recount(jobs, what),
    usedFiles: () => usedFiles(jobs),
    async ping() {
      await web`select 1`;
    },
    async close() {
      const all = new Set([connection, ...Object.values(pools).filter((pool) => pool !== undefined)]);
      await Promise.all([...all].map((pool) => pool.end({ timeout: 5 })));
    },
  };
}

interface StoreNeeds {
  readonly box: SecretBox;
  readonly now: () => Date;
  readonly wake: Wake;
}

function createStores(sql: Sql, { box, now, wake }: StoreNeeds): Stores {
  return {
    accounts: accountStore(sql, box),
    apps: appStore(sql),
    blocks: blockStore(sql),
    bookmarks: bookmarkStore(sql),
    boosts: boostStore(sql),
    cards: cardStore(sql),
    codes: codeStore(sql),
    conversations: conversationStore(sql),
    directory: directoryStore(sql),
    domainRules: domainRuleStore(sql),
    emojis: emojiStore(sql),
    endorsements: endorsementStore(sql),
    errands: errandStore(sql),
    favourites: favouriteStore(sql),
    featuredTags: featuredTagStore(sql),
    filters: filterStore(sql),
    followedTags: followedTagStore(sql),
    follows: followStore(sql),
    idempotency: idempotencyStore(sql),
    invites: inviteStore(sql),
    instance: instanceStore(sql),
    letters: letterStore(sql),
    markers: markerStore(sql),
    media: mediaStore(sql),
    lists: listStore(sql),
    moves: moveStore(sql),
    mutedThreads: mutedThreadStore(sql),
    mutes: muteStore(sql),
    notificationPolicies: notificationPolicyStore(sql),
    notificationRequests: notificationRequestStore(sql),
    notifications: notificationStore(sql),
    outbox: outboxStore(sql, { now, wake }),
    passes: passStore(sql),
    pins: pinStore(sql),
    privateNotes: privateNoteStore(sql),
    relays: relayStore(sql),
    policies: policyStore(sql),
    polls: pollStore(sql),
    push: pushStore(sql, box),
    quotes: quoteStore(sql),
    reactions: reactionStore(sql),
    remoteMedia: remoteMediaStore(sql),
    reports: reportStore(sql),
    search: searchStore(sql),
    scheduled: scheduledStore(sql),
    secondFactors: secondFactorStore(sql, box),
    sessions: sessionStore(sql),
    signUps: signUpStore(sql),
    statuses: statusStore(sql),
    tags: tagStore(sql),
    timelines: timelineStore(sql),
    tokens: tokenStore(sql),
    trends: trendStore(sql),
    users: userStore(sql),
  };
}
