import { endFollow } from "../follows/answers.ts";
import type { EventOf } from "../kernel/event.ts";
import type { Work } from "../stores.ts";

/** How many follows are ended in one transaction; what is left is the next one's. */
const batch = 200;

/** Ends what connects somebody here with a server that they do not want: their follows there, and its follows of them. */
export async function leaveDomain(
  { by, domain }: EventOf<"domain.blocked">,
  { work }: { readonly work: Work },
): Promise<void> {
  const pairs = await work.follows.withDomain(by, domain, batch);
  for (const { follower, followed } of pairs) {
    const type = follower === by ? "follow.undone" : "follow.rejected";
    await endFollow(work, { follower, followed }, type);
  }
  if (pairs.length === batch) work.record({ type: "domain.blocked", by, domain });
}
