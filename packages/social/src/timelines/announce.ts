import type { EventOf } from "../kernel/event.ts";
import { after, hours } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Work } from "../stores.ts";

/** What it takes to tell open streams something. */
export interface Announcing {
  readonly work: Work;
  readonly clock: Clock;
}

/** What is older than this when it comes is no news (F-129). */
const newsFor = hours(6);

export async function announcePost(
  event: EventOf<"status.posted">,
  { work, clock }: Announcing,
): Promise<void> {
  const status = await work.statuses.byId(event.status);
  if (status === undefined || status.createdAt < after(clock.now(), -newsFor)) return;
  work.announce({ type: "status.posted", status: status.id });
}

/** A boost is news, however old the boosted status. */
export async function announceBoost(
  { boost }: EventOf<"status.boosted">,
  { work }: Announcing,
): Promise<void> {
  work.announce({ type: "status.posted", status: boost });
}

export async function announceEdit(
  { status }: EventOf<"status.edited">,
  { work }: Announcing,
): Promise<void> {
  work.announce({ type: "status.edited", status });
}

/** Whoever has a post before them sees how it stands: its poll, and what it quotes. */
export async function announceState(
  { status }: EventOf<"poll.tallied" | "poll.closed" | "quote.accepted" | "quote.ended" | "status.permitted">,
  { work }: Announcing,
): Promise<void> {
  if ((await work.statuses.byId(status)) === undefined) return;
  work.announce({ type: "status.edited", status });
}

export async function announceDeletion(
  { status: id }: EventOf<"status.deleted">,
  { work }: Announcing,
): Promise<void> {
  const status = await work.statuses.withDeleted(id);
  if (status === undefined) return;
  const isDirect = status.visibility === "direct" ? ({ isDirect: true } as const) : {};
  work.announce({ type: "status.deleted", status: id, account: status.account, ...isDirect });
}

export async function announceUnboost(
  { boost, by }: EventOf<"status.unboosted">,
  { work }: Announcing,
): Promise<void> {
  work.announce({ type: "status.deleted", status: boost, account: by });
}
