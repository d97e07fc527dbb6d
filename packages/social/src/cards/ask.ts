import type { StatusId } from "../kernel/id.ts";
import { after, seconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Work } from "../stores.ts";
import { linkIn } from "./links.ts";

/** Within this everybody who was told of a link looks at it (S-064). */
const spread = seconds(60);

/** What a status links to is looked at within a minute, each server at its own moment. Media goes before a card. */
export async function askForCard(
  { status: id }: { readonly status: StatusId },
  { work, clock }: { readonly work: Work; readonly clock: Clock },
): Promise<void> {
  const status = await work.statuses.byId(id);
  if (status === undefined || status.boostOf !== undefined) return;
  const url = status.media.length > 0 ? undefined : linkIn(status);
  // The id is this server's own, and so is what is left of it.
  const delay = Number(BigInt(id) % BigInt(spread));
  await work.cards.link(id, url === undefined ? undefined : { url, at: after(clock.now(), delay) });
}
