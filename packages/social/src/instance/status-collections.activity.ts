import type { CollectionPage, LocalCollection } from "@trunkline/activitypub";
import type { Account } from "../accounts/account.ts";
import { compareIds } from "../kernel/id.ts";
import type { StatusId } from "../kernel/id.ts";
import { byId, inOrder } from "../kernel/listing.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";
import type { CollectionsNeeds } from "./collections-needs.activity.ts";

type Served = Omit<LocalCollection, "owner">;
type Serve = (status: Status, needs: Pick<CollectionsNeeds, "stores">) => Served;

const repliesSize = 60;
const contextSize = 60;
/** How much of a conversation is listed. */
const maxContext = 1000;

/** The ends of the addresses of a post's collections. */
export type StatusCollection = "replies" | "likes" | "shares";

/** The collections of a post, by the end of their address. Who likes and boosts it is nobody's business. */
export const statusCollections: Readonly<Record<StatusCollection, Serve>> = {
  replies: (status, { stores }) => ({
    isOrdered: false,
    totalItems: undefined,
    members: {
      isInlined: true,
      last: undefined,
      page: (cursor) => repliesPage(status, cursor, stores),
    },
  }),
  likes: ({ favouritesCount }) => ({ isOrdered: false, totalItems: favouritesCount, members: "hidden" }),
  shares: ({ boostsCount }) => ({ isOrdered: false, totalItems: boostsCount, members: "hidden" }),
};

export function isStatusCollection(name: string): name is StatusCollection {
  return Object.hasOwn(statusCollections, name);
}

/** The author's own replies first, then those of others; for everybody, and as addresses. */
async function repliesPage(
  status: Status,
  cursor: string | undefined,
  stores: Stores,
): Promise<CollectionPage> {
  const [, who, after] = /^(own|others)-(\d{1,18})$/.exec(cursor ?? "own-0") ?? [];
  if (who === undefined) return { items: [] };
  const isOf = who === "own";
  const ids = await stores.statuses.replies(status.id, {
    of: status.account,
    isOf,
    after,
    limit: repliesSize,
  });
  const last = ids.at(-1);
  const isFull = ids.length === repliesSize && last !== undefined;
  return {
    items: await addressesOf(ids, stores),
    next: isFull ? `${who}-${last}` : isOf ? "others-0" : undefined,
  };
}

async function addressesOf(ids: readonly StatusId[], { statuses }: Stores): Promise<readonly string[]> {
  return inOrder(ids, byId(await statuses.byIds(ids))).map(({ uri }) => uri);
}

/** A whole conversation, as far as it is for everybody, oldest first (FEP-7888, FEP-f228). */
export function contextOf(
  root: Status,
  author: Account,
  { stores }: Pick<CollectionsNeeds, "stores">,
): Served {
  const page = async (cursor: string | undefined): Promise<CollectionPage> => {
    const after = cursor ?? "0";
    if (!/^\d{1,18}$/.test(after)) return { items: [] };
    const below = await stores.statuses.descendants(root.id, maxContext);
    const later = [root.id, ...below].filter((id) => compareIds(id, after) > 0).sort(compareIds);
    const ids = later.slice(0, contextSize);
    const statuses = inOrder(ids, byId(await stores.statuses.byIds(ids)));
    const open = statuses.filter(({ visibility }) => visibility === "public" || visibility === "unlisted");
    return {
      items: open.map(({ uri }) => uri),
      next: later.length > contextSize ? ids.at(-1) : undefined,
    };
  };
  return {
    isOrdered: false,
    totalItems: undefined,
    attributedTo: author.uri,
    members: { isInlined: true, last: undefined, page },
  };
}
