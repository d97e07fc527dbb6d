import { type Clock, days, hours, type Milliseconds, minutes } from "@trunkline/social";

/** So many calls in so long a time. */
export interface LimitRule {
  readonly calls: number;
  readonly within: Milliseconds;
}

/** How much of a limit is left. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
  readonly resetInSeconds: number;
}

/** Counts calls, for all processes of a server alike. */
export interface RateLimiter {
  /** Counts a call under a key, and says whether it still fits the rule. */
  take(key: string, rule: LimitRule): Promise<Allowance>;
}

/** By whom calls are counted. */
type CountedBy = "token" | "user" | "address" | "user or address" | "any address";

export type LimitName = keyof typeof limits;

/** Mastodon's own numbers, so that its clients fit. */
export const limits = {
  "per token": { calls: 300, within: minutes(5), by: "token" },
  "per user": { calls: 1500, within: minutes(5), by: "user" },
  anonymous: { calls: 300, within: minutes(5), by: "address" },
  paging: { calls: 300, within: minutes(15), by: "user or address" },
  deletion: { calls: 30, within: minutes(30), by: "user" },
  posting: { calls: 300, within: hours(3), by: "user" },
  uploading: { calls: 30, within: minutes(30), by: "user" },
  following: { calls: 400, within: days(1), by: "user" },
  reporting: { calls: 400, within: days(1), by: "user" },
  "app registration": { calls: 5, within: minutes(10), by: "address" },
  "sign-up": { calls: 5, within: minutes(30), by: "any address" },
  "letters to a user": { calls: 5, within: minutes(30), by: "user" },
  "letters from a client": { calls: 25, within: minutes(30), by: "any address" },
  "anonymous search": { calls: 30, within: minutes(5), by: "address" },
} as const satisfies Record<string, LimitRule & { readonly by: CountedBy }>;

/** Who calls, as far as counting goes. */
export interface Counted {
  readonly token: string | undefined;
  readonly user: string | undefined;
  /** The client's address; for IPv6, its /64. */
  readonly address: string;
}

function keyOf(by: CountedBy, caller: Counted): string | undefined {
  if (by === "token") return caller.token;
  if (by === "user") return caller.user;
  // Apps come with a token of their own, which says nothing about whose they are.
  if (by === "any address") return caller.address;
  if (by === "user or address") return caller.user ?? caller.address;
  return caller.user === undefined && caller.token === undefined ? caller.address : undefined;
}

/** Counts a call under each of the names that concern its caller; the answer is the one closest to its end. */
export async function takeAll(
  names: readonly LimitName[],
  caller: Counted,
  limiter: RateLimiter,
): Promise<Allowance | undefined> {
  let closest: Allowance | undefined;
  for (const name of names) {
    const rule = limits[name];
    const key = keyOf(rule.by, caller);
    if (key === undefined) continue;
    const allowance = await limiter.take(`${name}:${key}`, rule);
    if (!allowance.allowed) return allowance;
    if (closest === undefined || allowance.remaining < closest.remaining) closest = allowance;
  }
  return closest;
}

/** The address under which a client is counted: IPv6 networks hand out whole /64s to one client. */
export function countedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const behind = tail.split(":").filter((group) => group !== "");
  const gap = Array.from({ length: Math.max(8 - groups.length - behind.length, 0) }, () => "0");
  const network = [...groups, ...gap, ...behind].slice(0, 4);
  return `${network.map((group) => group.replace(/^0+(?=.)/, "").toLowerCase()).join(":")}::/64`;
}

/** How many keys are kept before those whose time is over are thrown away. */
const sweepAt = 10_000;

/** A limiter for a server of one process: fixed windows, kept in memory. */
export function memoryRateLimiter({ clock }: { readonly clock: Clock }): RateLimiter {
  const windows = new Map<string, { taken: number; readonly resetAt: number }>();
  const sweep = (now: number): void => {
    for (const [key, { resetAt }] of windows) if (resetAt <= now) windows.delete(key);
  };
  return {
    async take(key, { calls, within }) {
      const now = clock.now().getTime();
      const standing = windows.get(key);
      const current =
        standing !== undefined && standing.resetAt > now ? standing : { taken: 0, resetAt: now + within };
      if (current !== standing) {
        if (windows.size >= sweepAt) sweep(now);
        windows.set(key, current);
      }
      current.taken += 1;
      const remaining = Math.max(calls - current.taken, 0);
      return {
        allowed: current.taken <= calls,
        limit: calls,
        remaining,
        resetAt: new Date(current.resetAt),
        resetInSeconds: Math.ceil((current.resetAt - now) / 1000),
      };
    },
  };
}
