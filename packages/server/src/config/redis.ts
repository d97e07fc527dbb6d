import type { HostAndPort } from "./kinds.ts";
import type { Settings } from "./schema.ts";
import type { Secret } from "./secret.ts";

/** A Redis that the processes of this server share: one server, what sentinels watch, or a cluster. */
export interface RedisConfig {
  readonly url: Secret | undefined;
  readonly sentinels: readonly HostAndPort[] | undefined;
  readonly master: string;
  readonly sentinelPassword: Secret | undefined;
  readonly cluster: readonly HostAndPort[] | undefined;
}

/** Where the settings say that Redis is; `undefined`: nowhere. */
export function redisOf(read: Settings): RedisConfig | undefined {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER: cluster } = read;
  if (url === undefined && sentinels === undefined && cluster === undefined) return undefined;
  const sentinelPassword = read.REDIS_SENTINEL_PASSWORD;
  return { url, sentinels, master: read.REDIS_SENTINEL_MASTER, sentinelPassword, cluster };
}
