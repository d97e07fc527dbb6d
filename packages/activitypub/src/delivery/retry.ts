const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_STEP = 5 * SECOND;
const LONGEST_STEP = DAY;
const LONGEST_RETRY_AFTER = DAY;

/**
 * How often a delivery is tried at most. Even where every wait falls out as short as it can,
 * the last try comes more than seven days after the first.
 */
export const MAX_TRIES = 30;

/** How long a delivery is tried at the least, in milliseconds, however often that is. */
export const SHORTEST_LIFE: number = 7 * DAY;

/**
 * How long to wait after a failed try, in milliseconds.
 *
 * Steps double from five seconds to a day. The first wait is drawn from the whole of its step, the later ones
 * from the later half: so deliveries that failed together come back spread out, and the sum of
 * all waits still has a lower bound.
 *
 * @param failures how often it has failed by now, from 1
 * @param random a number from 0 to 1
 */
export function retryWait(failures: number, random: number): number {
  const step = stepOf(failures);
  return failures <= 1 ? step * random : (step * (1 + random)) / 2;
}

/** How long a delivery that failed so often has been waiting at the least by its schedule, in milliseconds. */
export function shortestAge(failures: number): number {
  let age = 0;
  for (let failure = 2; failure < failures; failure += 1) age += retryWait(failure, 0);
  return age;
}

/** Reads `Retry-After`, in seconds or as a date, as milliseconds from now; at most a day. */
export function readRetryAfter(header: string | undefined, now: Date): number {
  const text = header?.trim() ?? "";
  const wait = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER);
}

function stepOf(failures: number): number {
  return Math.min(FIRST_STEP * 2 ** (failures - 1), LONGEST_STEP);
}
