import type { PushSubscription, PushWishes, Social } from "@trunkline/social";
import { z } from "zod";
import { bearerToken } from "../../bearer.ts";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import {
  pushAlerts,
  pushPolicy,
  type PushSubscriptionEntity,
  renderPushSubscription,
  webPushSubscription,
} from "../../entities/push-subscription.ts";
import { filledText, flag } from "../../fields.ts";

const path = "/api/v1/push/subscription";

const alerts = z.object(Object.fromEntries(pushAlerts.map((alert) => [alert, flag])));

const data = z.object({ alerts: alerts.optional(), policy: pushPolicy.optional() }).optional();

const subscription = z.object({
  endpoint: filledText(2048),
  keys: z.object({ p256dh: filledText(200), auth: filledText(100) }),
  standard: flag,
});

/** The token's own secret goes into the messages, so that an app with several accounts knows whose they are. */
const headers = z.object({ authorization: z.string() });

/** What is not named is not wanted, once something is. */
function wishesOf(said: z.infer<typeof data>): Partial<PushWishes> {
  const { alerts: named, policy } = said ?? {};
  return {
    ...(named === undefined ? {} : { alerts: pushAlerts.filter((alert) => named[alert] === true) }),
    ...(policy === undefined ? {} : { policy }),
  };
}

function render(found: PushSubscription, { push }: Social): PushSubscriptionEntity {
  return renderPushSubscription(found, push.serverKey ?? "");
}

export const subscribeToPush: Endpoint = endpoint({
  method: "POST",
  path,
  summary: "Lets the app be woken for news by a push service, in the place of what it asked for before.",
  who: "user",
  scope: "push",
  headers,
  body: z.object({ subscription, data }),
  reply: webPushSubscription,
  refuses: ["invalid", "not-allowed"],
  handle: async ({ body, headers, principal, social }) => {
    const { endpoint, keys, standard: isStandard = false } = body.subscription;
    const secret = bearerToken(headers.authorization) ?? "";
    const wanted = { endpoint, ...keys, isStandard, secret, alerts: [], policy: "all" } as const;
    const subscribed = await social.push.subscribe(principal, { ...wanted, ...wishesOf(body.data) });
    return render(subscribed, social);
  },
});

export const showPushSubscription: Endpoint = endpoint({
  method: "GET",
  path,
  summary: "Shows what the app is woken for.",
  who: "user",
  scope: "push",
  reply: webPushSubscription,
  refuses: ["not-found"],
  handle: async ({ principal, social }) => render(await social.push.show(principal.token), social),
});

export const changePushSubscription: Endpoint = endpoint({
  method: "PUT",
  path,
  summary: "Changes what the app is woken for.",
  who: "user",
  scope: "push",
  body: z.object({ data, policy: pushPolicy.optional() }),
  reply: webPushSubscription,
  refuses: ["not-found"],
  handle: async ({ body, principal, social }) => {
    const outer = body.policy === undefined ? {} : { policy: body.policy };
    const changed = await social.push.change(principal.token, { ...outer, ...wishesOf(body.data) });
    return render(changed, social);
  },
});

export const unsubscribeFromPush: Endpoint = endpoint({
  method: "DELETE",
  path,
  summary: "Lets the app sleep.",
  who: "user",
  scope: "push",
  reply: z.strictObject({}),
  handle: async ({ principal, social }) => {
    await social.push.remove(principal.token);
    return {};
  },
});
