import type { Hearer } from "../notifications/judge.ts";
import type { Notifying } from "../notifications/news.ts";
import type { NewNotification } from "../notifications/notifications.store.ts";
import type { PushTarget } from "./push.store.ts";

/** Puts news up to be sent to the apps that want to be woken for it: in the transaction that keeps it. */
export async function wakeApps(
  told: readonly NewNotification[],
  hearers: readonly Hearer[],
  { work, clock }: Notifying,
): Promise<void> {
  if (told.length === 0) return;
  const targets = await work.push.targets([...new Set(told.map(({ account }) => account))]);
  if (targets.length === 0) return;
  const hearerOf = new Map(hearers.map((hearer) => [hearer.reader, hearer]));
  const pushes = told.flatMap(({ id, account, type }) =>
    targets
      .filter((target) => target.account === account && target.alerts.includes(type))
      .filter((target) => isOfInterest(target, hearerOf.get(account)))
      .map((target) => ({ subscription: target.id, notification: id })),
  );
  if (pushes.length > 0) await work.push.enqueue(pushes, clock.now());
}

function isOfInterest({ policy }: PushTarget, hearer: Hearer | undefined): boolean {
  if (policy === "followed") return hearer?.relation?.out?.state === "accepted";
  if (policy === "follower") return hearer?.relation?.in?.state === "accepted";
  return policy === "all";
}
