import type { Activity, CollectionPage, LocalCollection } from "@trunkline/activitypub";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { announceOf } from "../boosts/boosts.activity.ts";
import { toUri } from "../kernel/id.ts";
import type { StatusId } from "../kernel/id.ts";
import { byId, inOrder } from "../kernel/listing.ts";
import { hashtagOf } from "../pins/pins.activity.ts";
import { createOf } from "../statuses/note.activity.ts";
import { writeNotes } from "../statuses/notes.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";
import type { CollectionsNeeds } from "./collections-needs.activity.ts";

interface Visit {
  readonly owner: Account;
  /** The actor id of whoever asks. */
  readonly reader: string | undefined;
}

type Served = Omit<LocalCollection, "owner">;
type Serve = (visit: Visit, needs: CollectionsNeeds) => Promise<Served>;

const outboxSize = 20;
const membersSize = 40;
const featuredSize = 20;

/** The ends of the addresses of an account's collections. */
export type AccountCollection =
  | "outbox"
  | "followers"
  | "following"
  | "collections/featured"
  | "collections/tags";

/** The collections of an account, by the end of their address. */
export const accountCollections: Readonly<Record<AccountCollection, Serve>> = {
  outbox,
  followers: ({ owner }, needs) => members("followers", owner, needs),
  following: ({ owner }, needs) => members("following", owner, needs),
  "collections/featured": featured,
  "collections/tags": featuredTags,
};

export function isAccountCollection(name: string): name is AccountCollection {
  return Object.hasOwn(accountCollections, name);
}

/** A place in a list, as it comes back to us by way of strangers: what is older than an id, or newer (`min-…`). */
function readCursor(cursor: string | undefined): { maxId?: string; minId?: string } | undefined {
  if (cursor === undefined) return {};
  // No id has more than 18 digits, and no database takes many more.
  const [, newer, id] = /^(min-)?(\d{1,18})$/.exec(cursor) ?? [];
  if (id === undefined) return undefined;
  return newer === undefined ? { maxId: id } : { minId: id };
}

const empty: CollectionPage = { items: [] };

async function members(
  name: "followers" | "following",
  owner: Account,
  { stores }: CollectionsNeeds,
): Promise<Served> {
  const totalItems = name === "followers" ? owner.followersCount : owner.followingCount;
  if (owner.hideCollections) return { isOrdered: true, totalItems, members: "hidden" };
  const page = (cursor: string | undefined): Promise<CollectionPage> =>
    membersPage(name, { owner, cursor }, stores);
  return { isOrdered: true, totalItems, members: { isInlined: false, last: undefined, page } };
}

async function membersPage(
  name: "followers" | "following",
  { owner, cursor }: { readonly owner: Account; readonly cursor: string | undefined },
  { accounts, follows }: Stores,
): Promise<CollectionPage> {
  const place = readCursor(cursor);
  if (place === undefined) return empty;
  const rows = await follows[name](owner.id, { ...place, limit: membersSize });
  const ids = rows.map(({ item }) => item);
  const known = byId((await accounts.byIds(ids)).filter(isThere));
  return {
    items: inOrder(ids, known).map(({ uri }) => uri),
    next: rows.length < membersSize ? undefined : rows.at(-1)?.cursor,
    prev: cursor === undefined || rows[0] === undefined ? undefined : `min-${rows[0].cursor}`,
  };
}

const everything = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };

/** An account's posts and boosts, those for its followers only to a follower who signs. */
async function outbox({ owner, reader }: Visit, needs: CollectionsNeeds): Promise<Served> {
  const viewer = reader === undefined ? undefined : await needs.stores.accounts.byUri(toUri(reader));
  const page = (cursor: string | undefined): Promise<CollectionPage> =>
    outboxPage({ owner, viewer: viewer && isThere(viewer) ? viewer : undefined, cursor }, needs);
  return {
    isOrdered: true,
    totalItems: owner.statusesCount,
    members: { isInlined: false, last: "min-0", page },
  };
}

async function outboxPage(
  {
    owner,
    viewer,
    cursor,
  }: {
    readonly owner: Account;
    readonly viewer: Account | undefined;
    readonly cursor: string | undefined;
  },
  needs: CollectionsNeeds,
): Promise<CollectionPage> {
  const place = readCursor(cursor);
  if (place === undefined) return empty;
  const { timelines, statuses: posts } = needs.stores;
  const page = { ...place, limit: outboxSize };
  const ids = await timelines.account(owner.id, { reader: viewer?.id, filter: everything, page });
  const statuses = inOrder(ids, byId(await posts.byIds(ids)));
  const activities = [
    ...(await postActivities(statuses, needs)),
    ...(await boostActivities(statuses, owner, needs)),
  ];
  const isWhole = ids.length === outboxSize || place.minId !== undefined;
  return {
    items: inOrder(ids, new Map<StatusId, Activity>(activities)).map(needs.writeObject),
    next: isWhole ? ids.at(-1) : undefined,
    prev: cursor === undefined || ids[0] === undefined ? undefined : `min-${ids[0]}`,
  };
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

/** What an account shows first, as far as everybody may see it. */
async function featured({ owner }: Visit, needs: CollectionsNeeds): Promise<Served> {
  const { stores, settings, writeObject } = needs;
  const rows = await stores.pins.of(owner.id, { limit: featuredSize });
  const ids = rows.map(({ item }) => item);
  const statuses = inOrder(ids, byId(await stores.statuses.byIds(ids)));
  const open = statuses.filter(({ visibility }) => visibility === "public" || visibility === "unlisted");
  const items = (await writeNotes(open, stores, settings)).map(writeObject);
  return { isOrdered: true, totalItems: items.length, members: items };
}

async function featuredTags({ owner }: Visit, { stores, settings }: CollectionsNeeds): Promise<Served> {
  const tags = await stores.featuredTags.of(owner.id);
  const items = tags.map(({ name }) => hashtagOf(name, settings));
  return { isOrdered: false, totalItems: items.length, members: items };
}
