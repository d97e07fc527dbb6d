import { Refusal } from "../kernel/refusal.ts";
import { after, hours, seconds } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import type { NotificationView } from "../notifications/notification-view.ts";
import type { Notifications } from "../notifications/notifications.ts";
import type { Clock, PushService } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { ClaimedPush } from "./push.store.ts";

export interface SendPushesNeeds {
  readonly storage: Storage;
  readonly notifications: Pick<Notifications, "show">;
  readonly push: PushService;
  readonly clock: Clock;
}

/** How many are sent at once. */
const batch = 20;

/** Longer than any push service may take, so that nobody sends what somebody else is sending. */
const lease: Milliseconds = seconds(60);

/** After so long nobody wants to be woken for it any more. */
export const pushKeptFor: Milliseconds = hours(48);

/**
 * Sends what is due to apps that sleep. Resolves to how much was tried. What was taken back meanwhile, or is not for
 * its reader to see any more, is not sent (S-085).
 */
export async function sendPushes(needs: SendPushesNeeds): Promise<number> {
  const { storage, clock } = needs;
  const at = clock.now();
  const due = await storage.transact((work) => work.push.claim(batch, { at, until: after(at, lease) }));
  await Promise.all(due.map((push) => sendOne(push, needs)));
  return due.length;
}

async function sendOne(claimed: ClaimedPush, needs: SendPushesNeeds): Promise<void> {
  const { storage, push, clock } = needs;
  const user = await storage.stores.users.byAccount(claimed.subscription.account);
  const view = user?.disabledAt === undefined ? await viewOf(claimed, needs) : undefined;
  if (user === undefined || view === undefined) return storage.transact((work) => work.push.settle(claimed));
  const { subscription } = claimed;
  const verdict = await push.send({ subscription, view, locale: user.locale });
  const now = clock.now();
  const next = later(claimed, { now, retryAfter: verdict.ok ? undefined : verdict.retryAfter });
  await storage.transact(async (work) => {
    if (!verdict.ok && verdict.reason === "gone") return work.push.forget(subscription.id);
    const isOver = verdict.ok || verdict.reason === "refused" || next > after(claimed.at, pushKeptFor);
    return isOver ? work.push.settle(claimed) : work.push.postpone(claimed, next);
  });
}

async function viewOf(
  { subscription, notification }: ClaimedPush,
  { notifications }: SendPushesNeeds,
): Promise<NotificationView | undefined> {
  try {
    return await notifications.show(subscription.account, notification);
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found") return undefined;
    throw error;
  }
}

/** Ten seconds, twenty, forty ... and at most two hours; or when the push service says, where that is later. */
function later(
  { attempts }: ClaimedPush,
  { now, retryAfter }: { readonly now: Date; readonly retryAfter: Milliseconds | undefined },
): Date {
  const pause = Math.min(seconds(10) * 2 ** Math.min(attempts, 20), hours(2));
  return after(now, Math.max(pause, retryAfter ?? 0));
}
