import { Cluster, Redis } from "ioredis";
import type { Cluster as ClusterCommands } from "ioredis";

/** One server of several. */
export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

/** Where Redis is. Spans are milliseconds. */
export interface RedisPlace {
  /**
   * `redis://user:password@host:port/database`, or `rediss:` for TLS. Beside `sentinels` or `cluster` its user,
   * password, database and TLS count, and its host does not.
   */
  readonly url?: string | undefined;
  /** Sentinels that know which server is the master of `master`. */
  readonly sentinels?: readonly RedisHost[] | undefined;
  /** What the sentinels call the group of servers (`mymaster`). */
  readonly master?: string | undefined;
  /** The password of the sentinels themselves. */
  readonly sentinelPassword?: string | undefined;
  /** Some of the nodes of a Redis Cluster; the others are found through them. */
  readonly cluster?: readonly RedisHost[] | undefined;
}

/** Where Redis is, and how long it may take. */
export interface RedisConnectOptions extends RedisPlace {
  /** What every key and channel begins with, so that several servers can share one Redis (`trunkline`). */
  readonly prefix?: string | undefined;
  /** How long one command may take (300). */
  readonly timeout?: number | undefined;
  /** For how long Redis is left alone after a command failed (1000). */
  readonly pause?: number | undefined;
  /** Hears of every fault of the connection: it comes back by itself. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** Redis' commands, of one server or of a cluster. */
export type RedisCommands = Redis | ClusterCommands;

/** How a connection behaves, and who it is: what the driver is told besides the place. */
interface Manner {
  readonly commandTimeout?: number;
  readonly enableOfflineQueue?: boolean;
  readonly maxRetriesPerRequest?: number | null;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: { readonly rejectUnauthorized: true };
}

/** What Redis said, or that it said nothing. */
export type RedisAnswer<Value> = { readonly isUp: true; readonly value: Value } | { readonly isUp: false };

/** A connection that is made anew for ever, and never makes its user wait for that. */
export interface RedisConnection {
  readonly prefix: string;
  /** The commands themselves: they fail at once while there is no connection. */
  readonly commands: RedisCommands;
  /** Runs commands, unless Redis is known to be down. Never rejects for Redis' sake, and answers soon. */
  ask<Value>(run: (commands: RedisCommands) => Promise<Value>): Promise<RedisAnswer<Value>>;
  /** Opens a second connection that keeps waiting for messages: one that subscribes can do nothing else. */
  listener(): RedisCommands;
  /** Closes it, and what `listener` opened. */
  close(): void;
}

/** Opens a connection. Whether Redis is there shows with the first command. */
export function connectRedis(options: RedisConnectOptions): RedisConnection {
  const { prefix = "trunkline", timeout = 300, pause = 1000, onError } = options;
  const impatient: Manner = {
    commandTimeout: timeout,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  };
  const opened: RedisCommands[] = [];
  const open = (more: Manner): RedisCommands => {
    const client = openClient(options, more);
    client.on("error", (error: Error) => onError?.(error));
    opened.push(client);
    return client;
  };
  const commands = open(impatient);
  const isReady = startOf(commands);
  let downUntil = 0;
  return {
    prefix,
    commands,
    async ask(run) {
      if (performance.now() < downUntil) return { isUp: false };
      try {
        await isReady();
        if (commands.status !== "ready") return { isUp: false };
        return { isUp: true, value: await run(commands) };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // Of a cluster one node may be away while the others answer: those are not left alone for its sake.
        if (!(commands instanceof Cluster)) downUntil = performance.now() + pause;
        onError?.(error);
        return { isUp: false };
      }
    },
    // A subscription outlives a break: the driver renews it.
    listener: () => open({ maxRetriesPerRequest: null }),
    close: () => opened.forEach((client) => client.disconnect()),
  };
}

/** How long the very first commands wait for the connection. */
const longestStart = 1000;

/** Lets the very first commands wait until the connection stands or has failed once, and no later one. */
function startOf(client: RedisCommands): () => Promise<void> | undefined {
  let starting: Promise<void> | undefined = new Promise((resolve) => {
    const begun = (): void => {
      starting = undefined;
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(begun, longestStart);
    client.once("ready", begun);
    client.once("close", begun);
  });
  return () => starting;
}

function openClient(place: RedisPlace, more: Manner): RedisCommands {
  const { url, sentinels, cluster } = place;
  const retryStrategy = (tries: number): number => Math.min(2000, 50 * 2 ** Math.min(tries, 6));
  const base = { ...more, retryStrategy, connectTimeout: 5000 };
  if (cluster !== undefined) {
    const { enableOfflineQueue = true } = more;
    const redisOptions = { ...partsOf(url), ...base };
    return new Cluster([...cluster], {
      enableOfflineQueue,
      redisOptions,
      clusterRetryStrategy: retryStrategy,
    });
  }
  if (sentinels !== undefined) {
    const { master = "mymaster", sentinelPassword } = place;
    const secret = sentinelPassword === undefined ? {} : { sentinelPassword };
    return new Redis({ ...partsOf(url), ...base, sentinels: [...sentinels], name: master, ...secret });
  }
  return new Redis(url ?? "redis://127.0.0.1:6379", base);
}

/** What a URL says besides a host. */
function partsOf(url: string | undefined): Manner {
  if (url === undefined) return {};
  const { protocol, username, password, pathname } = new URL(url);
  const database = Number(pathname.slice(1));
  return {
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    ...(database > 0 ? { db: database } : {}),
    ...(protocol === "rediss:" ? { tls: { rejectUnauthorized: true } } : {}),
  };
}
