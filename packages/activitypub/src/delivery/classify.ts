import type { Answer, ClientReason } from "../fetching/client.ts";
import type { Delivery, Outcome } from "../ports.ts";
import type { Verdict } from "../verdict.ts";
import { MAX_TRIES, readRetryAfter, retryWait, shortestAge, SHORTEST_LIFE } from "./retry.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Waits of a delivery that the other side forbids: its keys or blocks may be in the middle of a change. */
const FORBIDDEN_WAITS = [MINUTE, 10 * MINUTE, 60 * MINUTE];

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

/** How a delivery is put off: not for less than `atLeast` milliseconds; or for less, once its host answers. */
export interface Putting extends Moment {
  readonly atLeast?: number;
  readonly untilHostAnswers?: boolean;
}

/** Decides what becomes of a delivery after a try. */
export function classify({ delivery, answer }: Tried, moment: Moment): Outcome {
  if (!answer.ok) {
    const untilHostAnswers = answer.reason === "unreachable" || answer.reason === "timed-out";
    return retry(delivery, answer.reason, { ...moment, untilHostAnswers });
  }
  const { status, headers } = answer.value;
  if (status >= 200 && status < 300) return { type: "delivered" };
  const reason = `status-${status}`;
  if (!mayRetry(status, delivery)) return { type: "failed", reason };
  const asked = readRetryAfter(headers["retry-after"], moment.now);
  const isForbidden = status === 401 || status === 403;
  const atLeast = Math.max(asked, isForbidden ? (FORBIDDEN_WAITS[delivery.attempts] ?? 0) : 0);
  return retry(delivery, reason, { ...moment, atLeast, untilHostAnswers: asked === 0 && isGateway(status) });
}

/** Puts a delivery off by its schedule; fails it after its last try, once its days are over. */
export function retry(delivery: Delivery, reason: string, putting: Putting): Outcome {
  const { now, random, atLeast = 0, untilHostAnswers = false } = putting;
  const failures = delivery.attempts + 1;
  if (failures >= MAX_TRIES && ageOf(delivery, now) >= SHORTEST_LIFE) return { type: "failed", reason };
  const wait = Math.max(retryWait(failures, random), atLeast);
  const outcome = { type: "retry", at: new Date(now.getTime() + wait), reason } as const;
  return untilHostAnswers ? { ...outcome, untilHostAnswers } : outcome;
}

/** Any answer but an error of the server's own proves that the host is there. One that cannot do it at all is no error. */
export function hostNews(answer: Verdict<Answer, ClientReason>): HostNews {
  if (!answer.ok) return answer.reason === "refused-address" ? "nothing" : "failing";
  const { status } = answer.value;
  if (status === 429) return "nothing";
  return status >= 500 && status !== 501 ? "failing" : "alive";
}

function mayRetry(status: number, { attempts }: Delivery): boolean {
  if (status === 501) return false;
  if (status >= 500 || status === 408 || status === 425 || status === 429) return true;
  if (status === 401 || status === 403) return attempts < FORBIDDEN_WAITS.length;
  return status === 404 && shortestAge(attempts + 1) < DAY;
}

/** Said by what stands before a server that is not there. */
function isGateway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

function ageOf({ since, attempts }: Delivery, now: Date): number {
  return since === undefined ? shortestAge(attempts + 1) : now.getTime() - since.getTime();
}
