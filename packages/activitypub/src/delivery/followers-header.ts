import type { Href } from "../objects/reference.ts";
import type { ActorSource, Collections, Delivery } from "../ports.ts";
import { createRecent } from "../recent.ts";
import {
  addDigest,
  DIGEST_BYTES,
  followersDigest,
  synchronizationUrl,
  writeFollowersClaim,
} from "./followers-claim.ts";

export interface FollowersHeaderNeeds {
  readonly actors: Pick<ActorSource, "byUri">;
  readonly collections: Pick<Collections, "find" | "followersOn">;
  readonly now: () => Date;
}

/** Where more follow, the digests would cost more than they save. */
const MAX_FOLLOWERS = 25_000;
const MAX_SENDERS = 64;
/** A fan-out reads its sender's followers once. One that joins meanwhile is at worst asked for in vain. */
const HELD_MILLISECONDS = 10_000;

/** Of one sender: the digest for each origin, and the rest of the header. */
interface Sender {
  readonly collection: Href;
  readonly digests: ReadonlyMap<string, string>;
}

/** Writes the header for a delivery; `undefined` where it carries none. */
export type WriteFollowersHeader = (delivery: Delivery) => Promise<string | undefined>;

/**
 * Builds the telling of followers: of every follower of the sender on the host of the inbox, whoever of them the
 * delivery is for (F-207, T18).
 */
export function createFollowersHeader(needs: FollowersHeaderNeeds): WriteFollowersHeader {
  const known = createRecent<{ readonly at: number; readonly found: Promise<Sender | undefined> }>(
    MAX_SENDERS,
  );
  const read = (sender: Href): Promise<Sender | undefined> => {
    const at = needs.now().getTime();
    const before = known.get(sender);
    if (before !== undefined && at - before.at < HELD_MILLISECONDS) return before.found;
    const found = readSender(sender, needs);
    known.set(sender, { at, found });
    found.catch(() => known.delete(sender));
    return found;
  };
  return async ({ sender, inbox, synchronises }) => {
    const origin = URL.parse(inbox)?.origin;
    const found = synchronises === true && origin !== undefined ? await read(sender) : undefined;
    if (found === undefined || origin === undefined) return undefined;
    const digest = found.digests.get(origin) ?? followersDigest([]);
    return writeFollowersClaim({ collection: found.collection, digest, url: synchronizationUrl(sender) });
  };
}

async function readSender(
  sender: Href,
  { actors, collections }: FollowersHeaderNeeds,
): Promise<Sender | undefined> {
  if (collections.followersOn === undefined) return undefined;
  const collection = (await actors.byUri(sender)).local?.actor.followers;
  if (collection === undefined) return undefined;
  const { collection: shown } = await collections.find(collection, undefined);
  if (shown?.totalItems === undefined || shown.totalItems >= MAX_FOLLOWERS) return undefined;
  const sums = new Map<string, Buffer>();
  for (const follower of await collections.followersOn(sender, undefined)) {
    const origin = URL.parse(follower)?.origin ?? "";
    const sum = sums.get(origin) ?? Buffer.alloc(DIGEST_BYTES);
    addDigest(sum, follower);
    sums.set(origin, sum);
  }
  return { collection, digests: new Map([...sums].map(([origin, sum]) => [origin, sum.toString("hex")])) };
}
