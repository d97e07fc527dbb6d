import type { Clock } from "@trunkline/social";
import { days, minutes } from "@trunkline/social";

/** Counts failures, so that a password cannot be found by trying (S-127). */
export interface Throttle {
  /**
   * Whether another try may be made. Counts it as a failure until `succeeded` says otherwise, so that tries
   * at the same moment count as well.
   */
  begins(attempt: Attempt): boolean;
  /** Takes the try back: the password was right. */
  succeeded(attempt: Attempt): void;
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

/** As the sign-in itself reads it: blanks around it and capitals change nothing. */
function nameOf({ account }: Attempt): string {
  return account.trim().toLowerCase();
}

const rules: readonly Rule[] = [
  { name: "account", most: 10, within: minutes(10), key: nameOf },
  { name: "account-day", most: 100, within: days(1), key: nameOf },
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
  const forgetOldest = () => {
    for (const key of failures.keys()) {
      if (failures.size <= maxKeys) break;
      failures.delete(key);
    }
  };
  return {
    begins(attempt) {
      const keys = keysOf(attempt);
      if (keys.some(({ key, most, within }) => recent(key, within).length >= most)) return false;
      for (const { key, within } of keys) {
        const kept = [...recent(key, within), clock.now().getTime()];
        failures.delete(key);
        failures.set(key, kept);
      }
      forgetOldest();
      return true;
    },
    succeeded(attempt) {
      for (const { key, within } of keysOf(attempt)) {
        const left = recent(key, within).slice(0, -1);
        if (left.length === 0) failures.delete(key);
        else failures.set(key, left);
      }
    },
  };
}
