import { isThere } from "../accounts/existing.ts";
import { isKeptOut } from "../blocks/unwanted.ts";
import { toUri } from "../kernel/id.ts";
import type { Viewer } from "../kernel/visibility.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";

/** The reader behind an actor id, as the author of a status sees them; `undefined` for whoever is not known here. */
export async function findViewer(
  { account }: Status,
  reader: string | undefined,
  stores: Stores,
): Promise<Viewer | undefined> {
  const viewer = reader === undefined ? undefined : await stores.accounts.byUri(toUri(reader));
  if (viewer === undefined || !isThere(viewer)) return undefined;
  const [follow, isBlocked] = await Promise.all([
    stores.follows.between(viewer.id, account),
    isKeptOut(stores, viewer.id, account),
  ]);
  return { id: viewer.id, follows: follow?.state === "accepted", isBlocked };
}
