import { randomBytes } from "node:crypto";
import { type Id, toId } from "./id.ts";

/** Makes ids that sort by time, and secrets. */
export interface Snowflakes {
  next<Kind extends string>(at?: Date): Id<Kind>;
  secret(): string;
}

/** What makes of a moment and 16 bits an id: 48 bits of milliseconds, then the bits. */
export function snowflake<Kind extends string>(milliseconds: number, low: number): Id<Kind> {
  return toId(((BigInt(Math.max(0, milliseconds)) << 16n) | BigInt(low & 0xffff)).toString());
}

/** The least id that can be made at a moment: what is made before it has a smaller one. */
export function firstIdAt(at: Date): string {
  return snowflake(at.getTime(), 0);
}

/** The moment at which an id was made, or says that it was. */
export function snowflakeTime(id: string): Date {
  return new Date(Number(BigInt(id) >> 16n));
}

/**
 * Makes ids of 64 bits, later than every one before even when the clock steps back.
 *
 * The low bits begin anew at random in each millisecond, so that several processes seldom meet; where
 * they do, the primary key refuses the second. An id made for a given time has random low bits.
 *
 * @param random yields that many random bytes (those of the operating system by default)
 */
export function createIds(needs: {
  readonly now: () => Date;
  readonly random?: (bytes: number) => Uint8Array;
}): Snowflakes {
  const { now, random = randomBytes } = needs;
  let last = { milliseconds: 0, low: 0xffff };
  const bits = (): number => {
    const [high = 0, low = 0] = random(2);
    return (high << 8) | low;
  };
  const begin = (milliseconds: number) => ({ milliseconds, low: bits() >> 1 });
  return {
    next(at) {
      if (at !== undefined) return snowflake(at.getTime(), bits());
      const milliseconds = now().getTime();
      if (milliseconds > last.milliseconds) last = begin(milliseconds);
      else if (last.low === 0xffff) last = begin(last.milliseconds + 1);
      else last = { ...last, low: last.low + 1 };
      return snowflake(last.milliseconds, last.low);
    },
    secret: () => Buffer.from(random(32)).toString("base64url"),
  };
}
