import type { Answer, ClientReason } from "../fetching/client.ts";
import type { Delivery, Outcome } from "../ports.ts";
import type { Verdict } from "../verdict.ts";
import { MAX_TRIES, readRetryAfter, retryWait, shortestAge } from "./retry.ts";

const DAY = 24 * 3_600_000;
/** Of a delivery that the other side forbids: its keys or blocks may be in the middle of a change. */
const RETRIES_WHEN_FORBIDDEN = 3;

/** What a try says about the host as a whole; `nothing` for what is only about this delivery. */
export type HostNews = "alive" | "failing" | "nothing";

export interface Tried {
  readonly delivery: Delivery;
  readonly answer: Verdict<Answer, ClientReason>;
}

export interface Moment {
  readonly now: Date;
  /** A number from 0 to 1. */
  readonly random: number;
}

/** Decides what becomes of a delivery after a try. */
export function classify({ delivery, answer }: Tried, moment: Moment): Outcome {
  if (!answer.ok) return retry(delivery, answer.reason, moment);
  const { status, headers } = answer.value;
  if (status >= 200 && status < 300) return { type: "delivered" };
  const reason = `status-${status}`;
  if (!mayRetry(status, delivery.attempts)) return { type: "failed", reason };
  const retryAfter = readRetryAfter(headers["retry-after"], moment.now);
  return retry(delivery, reason, { ...moment, atLeast: retryAfter });
}

/** Puts a delivery off by its schedule and no less than `atLeast` milliseconds; fails it after its last try. */
export function retry(
  { attempts }: Delivery,
  reason: string,
  { now, random, atLeast = 0 }: Moment & { readonly atLeast?: number },
): Outcome {
  const failures = attempts + 1;
  if (failures >= MAX_TRIES) return { type: "failed", reason };
  const wait = Math.max(retryWait(failures, random), atLeast);
  return { type: "retry", at: new Date(now.getTime() + wait), reason };
}

/** Any answer but an error of the server's own proves that the host is there. */
export function hostNews(answer: Verdict<Answer, ClientReason>): HostNews {
  if (!answer.ok) return answer.reason === "refused-address" ? "nothing" : "failing";
  if (answer.value.status === 429) return "nothing";
  return answer.value.status >= 500 ? "failing" : "alive";
}

function mayRetry(status: number, attempts: number): boolean {
  if (status >= 500 || status === 408 || status === 425 || status === 429) return true;
  if (status === 401 || status === 403) return attempts < RETRIES_WHEN_FORBIDDEN;
  return status === 404 && shortestAge(attempts + 1) < DAY;
}
