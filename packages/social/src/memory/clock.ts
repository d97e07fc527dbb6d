import { createHash } from "node:crypto";
import type { Milliseconds } from "../kernel/time.ts";
import { snowflake } from "../kernel/snowflake.ts";
import type { Clock, Ids } from "../ports.ts";

/** A clock that stands still until it is told. */
export interface FixedClock extends Clock {
  advance(span: Milliseconds): void;
}

/** A clock that stands at an instant (noon of the first of March 2026 by default). */
export function fixedClock(start: Date | string = "2026-03-01T12:00:00.000Z"): FixedClock {
  let milliseconds = new Date(start).getTime();
  return {
    now: () => new Date(milliseconds),
    advance(span) {
      milliseconds += span;
    },
  };
}

/** Ids and secrets that come out the same in every run. */
export function memoryIds(clock: Clock): Ids {
  let last = { milliseconds: 0, low: 0 };
  let backdated = 0;
  let secrets = 0;
  return {
    next(at) {
      // Those for a given time live in the upper half of the low bits, so that they never meet the others.
      if (at !== undefined) return snowflake(at.getTime(), 0x8000 | (backdated++ & 0x7fff));
      const milliseconds = clock.now().getTime();
      if (milliseconds > last.milliseconds) last = { milliseconds, low: 0 };
      else if (last.low === 0x7fff) last = { milliseconds: last.milliseconds + 1, low: 0 };
      else last = { ...last, low: last.low + 1 };
      return snowflake(last.milliseconds, last.low);
    },
    secret: () =>
      createHash("sha256")
        .update(`secret ${(secrets += 1)}`)
        .digest("base64url"),
  };
}
