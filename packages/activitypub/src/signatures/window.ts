const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
/** How far clocks may be apart. */
const SKEW = HOUR;
const LIFETIME = 5 * MINUTE;
const MAX_LIFETIME = 12 * HOUR;

/** When something was signed, and until when that shall count; in milliseconds. */
export interface SignedTimes {
  readonly created: number;
  readonly expires: number | undefined;
}

/**
 * Whether a signature is fresh, by Mastodon's rule: it counts for five minutes, or until its own end but
 * no longer than twelve hours, and clocks may be an hour apart. A bare date is so good for 65 minutes (F-055,
 * F-056).
 */
export function isFresh({ created, expires }: SignedTimes, now: number): boolean {
  if (!Number.isFinite(created) || (expires !== undefined && !Number.isFinite(expires))) return false;
  const deadline = Math.min(expires ?? created + LIFETIME, created + MAX_LIFETIME);
  return created <= now + SKEW && now <= deadline + SKEW;
}
