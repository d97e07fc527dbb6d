import type { Activity, CollectionPage, Collections, JsonObject } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { announceOf } from "../boosts/boosts.activity.ts";
import { toUri } from "../kernel/id.ts";
import type { StatusId } from "../kernel/id.ts";
import { byId, inOrder } from "../kernel/listing.ts";
import type { Home } from "../kernel/untrusted.ts";
import { createOf } from "../statuses/note.activity.ts";
import { writeNotes } from "../statuses/notes.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";

export interface CollectionsNeeds {
  readonly stores: Stores;
  readonly settings: Home;
  /** Puts an activity in its wire form, for embedding. */
  readonly writeObject: (activity: Activity) => JsonObject;
}

const outboxSize = 20;
const membersSize = 40;

/** The collections of local accounts. Those of whoever is suspended or gone are empty. */
export function createCollections(needs: CollectionsNeeds): Collections {
  const { stores } = needs;
  return {
    async count(name, actor) {
      const owner = await findOwner(actor, stores);
      if (owner === undefined) return 0;
      const counts = {
        outbox: owner.statusesCount,
        followers: owner.followersCount,
        following: owner.followingCount,
      };
      return counts[name];
    },
    async followersOn(actor, origin) {
      const owner = await findOwner(actor, stores);
      return owner === undefined ? [] : stores.follows.remoteFollowers(owner.id, origin);
    },
    async page(name, actor, cursor) {
      const owner = await findOwner(actor, stores);
      if (owner === undefined || !isCursor(cursor)) return { items: [], next: undefined };
      if (name === "outbox") return outboxPage(owner, cursor, needs);
      return owner.hideCollections ? undefined : membersPage(name, { owner, cursor }, stores);
    },
  };
}

async function findOwner(actor: string, { accounts }: Stores): Promise<Account | undefined> {
  const owner = await accounts.byUri(toUri(actor));
  return owner !== undefined && isLocal(owner) && isThere(owner) ? owner : undefined;
}

/** Cursors come back to us by way of strangers. No id has more than 18 digits, and no database takes many more. */
function isCursor(cursor: string | undefined): boolean {
  return cursor === undefined || /^\d{1,18}$/.test(cursor);
}

async function membersPage(
  name: "followers" | "following",
  { owner, cursor }: { readonly owner: Account; readonly cursor: string | undefined },
  { accounts, follows }: Stores,
): Promise<CollectionPage> {
  const rows = await follows[name](owner.id, { maxId: cursor, limit: membersSize });
  const members = await accounts.byIds(rows.map(({ item }) => item));
  const known = byId(members.filter(isThere));
  const items = inOrder(
    rows.map(({ item }) => item),
    known,
  ).map(({ uri }) => uri);
  return { items, next: rows.length < membersSize ? undefined : rows.at(-1)?.cursor };
}

const everything = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };

/** What anybody may see of an account's posts and boosts. */
async function outboxPage(
  owner: Account,
  cursor: string | undefined,
  needs: CollectionsNeeds,
): Promise<CollectionPage> {
  const page = { maxId: cursor, limit: outboxSize };
  const ids = await needs.stores.timelines.account(owner.id, { reader: undefined, filter: everything, page });
  const statuses = inOrder(ids, byId(await needs.stores.statuses.byIds(ids)));
  const posts = await postActivities(statuses, needs);
  const boosts = await boostActivities(statuses, owner, needs);
  const items = inOrder(ids, new Map<StatusId, Activity>([...posts, ...boosts])).map(needs.writeObject);
  return { items, next: ids.length < outboxSize ? undefined : ids.at(-1) };
}

type ActivityOf = readonly [StatusId, Activity];

async function postActivities(
  statuses: readonly Status[],
  { stores, settings }: CollectionsNeeds,
): Promise<readonly ActivityOf[]> {
  const posts = statuses.filter(({ boostOf }) => boostOf === undefined);
  const ids = new Map<string, StatusId>(posts.map(({ id, uri }) => [uri, id]));
  const notes = await writeNotes(posts, stores, settings);
  return notes.flatMap((note) => {
    const id = ids.get(note.id);
    return id === undefined ? [] : [[id, createOf(note)] as const];
  });
}

async function boostActivities(
  statuses: readonly Status[],
  by: Account,
  { stores }: CollectionsNeeds,
): Promise<readonly ActivityOf[]> {
  const boosts = statuses.filter(({ boostOf }) => boostOf !== undefined);
  const boosted = byId(await stores.statuses.byIds(boosts.flatMap(({ boostOf }) => boostOf ?? [])));
  const authors = byId(await stores.accounts.byIds([...boosted.values()].map(({ account }) => account)));
  return boosts.flatMap((boost) => {
    const status = boost.boostOf && boosted.get(boost.boostOf);
    const author = status && authors.get(status.account);
    return status && author ? [[boost.id, announceOf({ by, boost, status, author })] as const] : [];
  });
}
