import type { Clock } from "@trunkline/social";
import { days, minutes } from "@trunkline/social";

/** Counts failures, so that a password cannot be found by trying (S-127). */
export interface Throttle {
  /** Whether another try may be made. */
  allows(attempt: Attempt): boolean;
  failed(attempt: Attempt): void;
}

export interface Attempt {
  /** What the account is called by whoever tries. */
  readonly account: string;
  /** The client, as limits count it; `undefined` for one that no limit touches. */
  readonly client: string | undefined;
}

interface Rule {
  readonly name: string;
  readonly most: number;
  readonly within: number;
  readonly key: (attempt: Attempt) => string | undefined;
}

const rules: readonly Rule[] = [
  { name: "account", most: 10, within: minutes(10), key: ({ account }) => account.toLowerCase() },
  { name: "account-day", most: 100, within: days(1), key: ({ account }) => account.toLowerCase() },
  { name: "client", most: 25, within: minutes(5), key: ({ client }) => client },
];

/** More names than this at once are somebody filling the memory: the oldest are forgotten. */
const maxKeys = 20_000;

export function createThrottle(clock: Clock): Throttle {
  const failures = new Map<string, readonly number[]>();
  const recent = (key: string, within: number) => {
    const since = clock.now().getTime() - within;
    return (failures.get(key) ?? []).filter((at) => at > since);
  };
  const keysOf = (attempt: Attempt) =>
    rules.flatMap(({ name, most, within, key }) => {
      const value = attempt.client === undefined ? undefined : key(attempt);
      return value === undefined ? [] : [{ key: `${name}:${value}`, most, within }];
    });
  return {
    allows: (attempt) => keysOf(attempt).every(({ key, most, within }) => recent(key, within).length < most),
    failed(attempt) {
      for (const { key, within } of keysOf(attempt)) {
        const kept = [...recent(key, within), clock.now().getTime()];
        failures.delete(key);
        failures.set(key, kept);
      }
      for (const key of failures.keys()) {
        if (failures.size <= maxKeys) break;
        failures.delete(key);
      }
    },
  };
}
