import type { Cache, DeliveryQueue, SeenActivities } from "@trunkline/activitypub";
import type { EventLog, InboxStore, Storage, Stores, Stream } from "@trunkline/social";
import { appStore, codeStore, sessionStore, tokenStore } from "./access.ts";
import { accountStore } from "./accounts.ts";
import { createCache } from "./cache.ts";
import type { Connection, Sql } from "./connect.ts";
import { createDeliveryQueue } from "./deliveries.ts";
import { createEventLog } from "./events.ts";
import { followStore } from "./follows.ts";
import { idempotencyStore } from "./idempotency.ts";
import { createInbox } from "./inbox.ts";
import { bookmarkStore } from "./bookmarks.ts";
import { boostStore } from "./boosts.ts";
import { favouriteStore } from "./favourites.ts";
import { schemaStatus } from "./migrate.ts";
import { notificationStore } from "./notifications.ts";
import { outboxStore } from "./outbox.ts";
import { checkSecrets, createSecretBox, type KeyRing, resealSecrets, type SecretBox } from "./secrets.ts";
import { createSeenActivities } from "./seen-activities.ts";
import { statusStore } from "./statuses.ts";
import { createStream } from "./stream.ts";
import { sweep } from "./sweep.ts";
import { tagStore } from "./tags.ts";
import { timelineStore } from "./timelines.ts";
import { createTransact } from "./transact.ts";
import { userStore } from "./users.ts";
import { listen, type WakeChannel } from "./wake.ts";

/** Everything that a server keeps, in PostgreSQL. */
export interface PostgresStorage extends Storage {
  readonly events: EventLog;
  readonly stream: Stream;
  readonly inbox: InboxStore;
  readonly seen: SeenActivities;
  readonly deliveries: DeliveryQueue;
  readonly cache: Cache;
  /**
   * Calls back whenever there may be new work of a kind, from this process or another. What waits for its
   * time wakes nobody: ask now and then as well. The answer ends it.
   */
  onWake(channel: WakeChannel, onWake: () => void): () => void;
  /** Removes what has served its time; meant for every hour or so. Resolves to how many rows went. */
  sweep(): Promise<number>;
  /** Seals every secret with the active key, so that older ones can leave the ring. Resolves to how many. */
  reseal(): Promise<number>;
  /** Answers when the database does. */
  ping(): Promise<void>;
  /** Waits for what is under way, at most five seconds, and closes every connection. */
  close(): Promise<void>;
}

/**
 * Opens the storage over a connection whose schema is up to date (`migrate`).
 * Throws one sentence when the schema is not, or when the secret keys are not those of this database.
 *
 * @param options.now the present moment, by which leases and expiries go
 * @param options.secrets the keys with which private keys are sealed at rest
 */
export async function postgresStorage(
  connection: Connection,
  options: { readonly now: () => Date; readonly secrets: KeyRing },
): Promise<PostgresStorage> {
  const { now } = options;
  const box = createSecretBox(options.secrets);
  await checkSchema(connection);
  await checkSecrets(connection, box);
  const storesOver = (sql: Sql): Stores => createStores(sql, { box, now });
  return {
    stores: storesOver(connection),
    transact: createTransact(connection, { storesOver, now }),
    events: createEventLog(connection, { storesOver, now }),
    stream: createStream(connection),
    inbox: createInbox(connection, now),
    seen: createSeenActivities(connection, now),
    deliveries: createDeliveryQueue(connection, now),
    cache: createCache(connection, now),
    onWake: (channel, onWake) => listen(connection, channel, onWake),
    sweep: () => sweep(connection, now()),
    reseal: () => resealSecrets(connection, box),
    async ping() {
      await connection`select 1`;
    },
    close: () => connection.end({ timeout: 5 }),
  };
}

async function checkSchema(connection: Connection): Promise<void> {
  const { waiting, unknown } = await schemaStatus(connection);
  const [newer] = unknown;
  if (newer !== undefined) {
    throw new Error(
      `The database was made by a newer version of Trunkline (it has ${newer}): install that one.`,
    );
  }
  if (waiting.length > 0)
    throw new Error(`The database waits for ${waiting.length} migrations, first ${waiting[0]}.`);
}

function createStores(sql: Sql, { box, now }: { readonly box: SecretBox; readonly now: () => Date }): Stores {
  return {
    accounts: accountStore(sql, box),
    apps: appStore(sql),
    bookmarks: bookmarkStore(sql),
    boosts: boostStore(sql),
    codes: codeStore(sql),
    favourites: favouriteStore(sql),
    follows: followStore(sql),
    idempotency: idempotencyStore(sql),
    notifications: notificationStore(sql),
    outbox: outboxStore(sql, now),
    sessions: sessionStore(sql),
    statuses: statusStore(sql),
    tags: tagStore(sql),
    timelines: timelineStore(sql),
    tokens: tokenStore(sql),
    users: userStore(sql),
  };
}
