import { AsyncLocalStorage } from "node:async_hooks";
import type { DomainEvent, EventLog, Fediverse, Outgoing, Transact } from "@trunkline/social";

/** The id of the request in whose course the code runs, also where an event of it is followed up elsewhere. */
const current = new AsyncLocalStorage<string>();

export function currentRequest(): string | undefined {
  return current.getStore();
}

/** Runs something in the course of a request; without an id, as it is. */
export function inRequest<Result>(id: string | undefined, run: () => Result): Result {
  return id === undefined ? run() : current.run(id, run);
}

const idPattern = /^[A-Za-z0-9._-]{8,128}$/;

/** An id that somebody else has made, where it can be taken over into a log as it is. */
export function readRequestId(given: string | undefined): string | undefined {
  return given !== undefined && idPattern.test(given) ? given : undefined;
}

/** Keeps the id of the request with every event that is recorded in its course. */
export function rememberRequest(transact: Transact): Transact {
  return (run) =>
    transact((work) => {
      const request = currentRequest();
      if (request === undefined) return run(work);
      const record = (event: DomainEvent): void => work.record(marked(event, request));
      return run({ ...work, record });
    });
}

/**
 * Follows each event up in the course of the request that it is of, whichever process that was in.
 *
 * @param onSend told of each activity that is to be sent; its id is what later lines about deliveries name
 */
export function recallRequest(events: EventLog, onSend: (outgoing: Outgoing) => void): EventLog {
  return {
    ...events,
    relay: (follow, limit) =>
      events.relay((event, work) => {
        const request = requestOf(event);
        const record = (next: DomainEvent): void =>
          work.record(request === undefined ? next : marked(next, request));
        const add = (outgoing: Outgoing): Promise<void> => {
          onSend(outgoing);
          return work.outbox.add(request === undefined ? outgoing : { ...outgoing, request });
        };
        return inRequest(request, () => follow(event, { ...work, record, outbox: { ...work.outbox, add } }));
      }, limit),
  };
}

/** Deals with each activity that came in in the course of the request with which it came. */
export function inTheirRequests(fediverse: Fediverse): Fediverse {
  const receive: Fediverse["receive"] = (incoming) =>
    inRequest(readRequestId(incoming.request), () => fediverse.receive(incoming));
  return { ...fediverse, receive };
}

function marked(event: DomainEvent, request: string): DomainEvent {
  const kept = { ...event, request };
  return kept;
}

function requestOf(event: DomainEvent): string | undefined {
  const kept: unknown = Object.getOwnPropertyDescriptor(event, "request")?.value;
  return typeof kept === "string" ? readRequestId(kept) : undefined;
}
