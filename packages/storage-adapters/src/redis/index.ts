export { createRedisCache } from "./cache.ts";
export {
  connectRedis,
  type RedisAnswer,
  type RedisCommands,
  type RedisConnection,
  type RedisConnectOptions,
  type RedisHost,
  type RedisPlace,
} from "./connect.ts";
export {
  createRedisRateLimiter,
  type RateAllowance,
  type RateLimiter,
  type RateRule,
  type RedisRateLimiterOptions,
} from "./rate-limit.ts";
export {
  createRedisStream,
  type RedisStream,
  type RedisStreamOptions,
  relayStream,
  type StreamRelayOptions,
} from "./stream.ts";
