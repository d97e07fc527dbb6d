import type { PushAlert, PushPolicy, PushSubscription } from "@trunkline/social";
import { z } from "zod";

/** Where an app is reached while it sleeps. */
export interface PushSubscriptionEntity {
  readonly id: number;
  readonly endpoint: string;
  readonly standard: boolean;
  readonly server_key: string;
  readonly policy: PushPolicy;
  readonly alerts: Readonly<Record<PushAlert, boolean>>;
}

/** What an app can ask to be woken for. */
export const pushAlerts: readonly PushAlert[] = [
  "mention",
  "quote",
  "status",
  "reblog",
  "follow",
  "follow_request",
  "favourite",
  "poll",
  "update",
  "quoted_update",
  "admin.sign_up",
  "admin.report",
];

export const pushPolicy: z.ZodType<PushPolicy> = z.enum(["all", "followed", "follower", "none"]);

function ofAlerts<Value>(make: (alert: PushAlert) => Value): Record<PushAlert, Value> {
  const made = Object.fromEntries(pushAlerts.map((alert) => [alert, make(alert)]));
  return made as Record<PushAlert, Value>; // the list holds every alert
}

export const webPushSubscription: z.ZodType<PushSubscriptionEntity> = z.strictObject({
  id: z.int(),
  endpoint: z.string(),
  standard: z.boolean(),
  server_key: z.string(),
  policy: pushPolicy,
  alerts: z.strictObject(ofAlerts(() => z.boolean())),
});

/** @param serverKey the key by which push services know this server */
export function renderPushSubscription(
  { id, endpoint, isStandard, policy, alerts }: PushSubscription,
  serverKey: string,
): PushSubscriptionEntity {
  return {
    id: Number(id),
    endpoint,
    standard: isStandard,
    server_key: serverKey,
    policy,
    alerts: ofAlerts((alert) => alerts.includes(alert)),
  };
}
