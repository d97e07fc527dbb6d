import type { InboxStore, Incoming } from "./delivery/inbox.store.ts";
import { receiveActivities } from "./delivery/receive-activities.ts";
import type { DomainEvent } from "./kernel/event.ts";
import type { Clock, EventLog } from "./ports.ts";
import type { Work } from "./stores.ts";

/** What is done again and again, whenever there may be something to do. */
export type JobName = "relay-events" | "receive-activities" | "deliver-activities";

export interface JobsNeeds {
  readonly events: EventLog;
  readonly inbox: InboxStore;
  readonly clock: Clock;
  /** What follows from an event, as `createConsequences` makes it. */
  readonly follow: (event: DomainEvent, work: Work) => Promise<void>;
  /** What an activity brings about: `receive` of the fediverse. */
  readonly receive: (incoming: Incoming) => Promise<void>;
  /** Is told of each activity that could not be dealt with this time, for a log. */
  readonly failed?: (error: unknown, incoming: Incoming) => void;
  /** Posts what is due to other servers, and resolves to how much was tried. */
  readonly deliverDue: () => Promise<number>;
}

const eventBatch = 100;

/** The jobs by name. Each resolves to how much it dealt with, and may run in several processes at once. */
export function createJobs(needs: JobsNeeds): Record<JobName, () => Promise<number>> {
  return {
    "relay-events": () => needs.events.relay(needs.follow, eventBatch),
    "receive-activities": () => receiveActivities(needs),
    "deliver-activities": () => needs.deliverDue(),
  };
}
