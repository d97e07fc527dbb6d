import type { Delivery, DeliveryQueue, FederationOptions, Outcome } from "@trunkline/activitypub";
import type { PostgresStorage } from "@trunkline/storage-adapters/postgres";
import { currentRequest, inRequest, readRequestId, recallRequest, rememberRequest } from "./correlation.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";

interface ObserveNeeds {
  readonly log: Log;
  readonly metrics: Pick<Metrics, "deliveries" | "inbox">;
}

/** The storage, with what passes through it counted, and the id of each request kept with what follows from it. */
export function observedStorage<Kept extends PostgresStorage>(storage: Kept, needs: ObserveNeeds): Kept {
  const { log } = needs;
  return {
    ...storage,
    transact: rememberRequest(storage.transact),
    events: recallRequest(storage.events, ({ activityId: activity, inboxes }) =>
      log.debug("An activity is to be sent.", { activity, inboxes: inboxes.length }),
    ),
    deliveries: observedDeliveries(storage.deliveries, needs),
    seen: {
      ...storage.seen,
      async keep(activity) {
        const was = await storage.seen.keep({ ...activity, request: currentRequest() });
        log.debug("An activity came in.", { activity: activity.id, type: activity.type, was });
        return was;
      },
    },
  };
}

function observedDeliveries(deliveries: DeliveryQueue, { log, metrics }: ObserveNeeds): DeliveryQueue {
  return {
    ...deliveries,
    async settle(delivery, outcome) {
      metrics.deliveries.inc({ outcome: outcome.type, reason: reasonOf(outcome) });
      inRequest(readRequestId(delivery.request), () => tell(log, delivery, outcome));
      await deliveries.settle(delivery, outcome);
    },
  };
}

function tell(log: Log, { activityId: activity, inbox, attempts }: Delivery, outcome: Outcome): void {
  const told = { activity, inbox, attempt: attempts + 1 };
  if (outcome.type === "delivered") log.debug("Delivered.", told);
  else if (outcome.type === "retry") log.info("Delivery failed; will retry.", { ...told, ...outcome });
  else log.warn("Delivery failed for good.", { ...told, ...outcome });
}

/** A name from a short list, for a label: what else a reason holds is for the log. */
function reasonOf(outcome: Outcome): string {
  if (outcome.type === "delivered") return "none";
  return /^[a-z][a-z0-9-]{0,40}/i.exec(outcome.reason)?.[0] ?? "other";
}

/** Counts what became of activities that others sent. */
export function countVerdict({
  inbox,
}: ObserveNeeds["metrics"]): NonNullable<FederationOptions["onReceived"]> {
  return (verdict) => inbox.inc({ verdict: verdict.ok ? verdict.value : verdict.reason });
}
