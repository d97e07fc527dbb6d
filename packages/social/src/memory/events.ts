import { compareIds } from "../kernel/id.ts";
import type { DomainEvent } from "../kernel/event.ts";
import { after, minutes, seconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { KeptEvent, Tables } from "./tables.ts";

const maxAttempts = 20;

/** What an event is about: those about the same thing keep their order. */
export function subjectOf(event: DomainEvent): string {
  if ("status" in event) return event.status;
  if ("relay" in event) return event.relay;
  if ("account" in event) return event.account;
  if ("domain" in event && !("by" in event)) return event.domain;
  return "by" in event ? event.by : event.follower;
}

export function keepEvent({ events, serial }: Tables, event: DomainEvent, at: Date): void {
  const id = serial();
  events.set(id, { id, event, attempts: 0, nextAt: at, reason: undefined, deadAt: undefined });
}

/** The event that is to be followed up next, not before those of the same subject that came earlier. */
export function nextEvent(
  { events }: Tables,
  clock: Clock,
  passed: ReadonlySet<string>,
): KeptEvent | undefined {
  const waiting = events
    .values()
    .filter(({ deadAt }) => deadAt === undefined)
    .sort((one, other) => compareIds(one.id, other.id));
  const heads = new Map<string, KeptEvent>();
  for (const kept of waiting) {
    const subject = subjectOf(kept.event);
    if (!heads.has(subject)) heads.set(subject, kept);
  }
  return [...heads.values()].find(({ id, nextAt }) => nextAt <= clock.now() && !passed.has(id));
}

/** Puts a failed event off, or aside. */
export function postpone(
  { events }: Tables,
  kept: KeptEvent,
  failure: { readonly error: unknown; readonly at: Date },
): void {
  const attempts = kept.attempts + 1;
  const wait = Math.min(seconds(2 ** attempts), minutes(10));
  const reason = failure.error instanceof Error ? failure.error.message : String(failure.error);
  const deadAt = attempts >= maxAttempts ? failure.at : undefined;
  events.set(kept.id, { ...kept, attempts, reason, deadAt, nextAt: after(failure.at, wait) });
}
