import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { Unwanted } from "../blocks/unwanted.ts";
import { readUnwanted } from "../blocks/unwanted.ts";
import type { AccountId, AppId, StatusId } from "../kernel/id.ts";
import { byId, inOrder, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged, Row } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { PollView } from "../polls/poll.ts";
import { isExpired } from "../polls/poll.ts";
import { canSee } from "../kernel/visibility.ts";
import type { Clock } from "../ports.ts";
import type { App } from "../sign-in/sign-in.store.ts";
import type { Stores } from "../stores.ts";
import type { Status, StatusView, ViewerMarks } from "./status.ts";

/** Statuses of a list with all that rendering needs, as far as a viewer may see them. */
export interface Listed {
  /** In the order asked for, in a number of statements that does not grow with the list. */
  see(viewer: AccountId | undefined, ids: readonly StatusId[]): Promise<readonly StatusView[]>;
  /** A part of a list whose rows stand for statuses. */
  page(viewer: AccountId | undefined, rows: readonly Row<StatusId>[], page: Page): Promise<Paged<StatusView>>;
}

/**
 * What a viewer may see. Lists leave out whom the viewer has blocked or muted (S-050); what is asked for by name, an
 * account's own page for one, leaves out only boosts of them.
 */
export interface Views extends Listed {
  readonly named: Listed;
  /** Refuses with `not-found`, whether it is not there or not for this viewer (S-086). Hides nothing else. */
  show(viewer: AccountId | undefined, id: StatusId): Promise<StatusView>;
}

/** Which of those that the viewer does not want to come across are left out. */
type Hides = "all" | "boosted" | "none";

export function createViews(stores: Stores, clock: Clock): Views {
  const seeing =
    (hides: Hides): Listed["see"] =>
    async (viewer, ids) => {
      if (ids.length === 0) return [];
      const loaded = await load({ stores, now: clock.now() }, viewer, ids);
      return ids.flatMap((id) => viewOf({ ...loaded, hides }, id) ?? []);
    };
  return {
    ...listed(seeing("all")),
    named: listed(seeing("boosted")),
    async show(viewer, id) {
      const [view] = await seeing("none")(viewer, [id]);
      if (view === undefined) throw new Refusal("not-found");
      return view;
    },
  };
}

function listed(see: Listed["see"]): Listed {
  return {
    see,
    async page(viewer, rows, page) {
      const views = await see(
        viewer,
        rows.map((row) => row.item),
      );
      return pagedOf(rows, new Map(views.map((view) => [view.status.id, view])), page);
    },
  };
}

/** All rows that the views of one list are made of. */
interface Loaded {
  readonly viewer: AccountId | undefined;
  readonly statuses: ReadonlyMap<StatusId, Status>;
  readonly accounts: ReadonlyMap<AccountId, Account>;
  readonly apps: ReadonlyMap<AppId, App>;
  readonly followed: ReadonlySet<AccountId>;
  readonly unwanted: Unwanted;
  readonly marks: ReadonlyMap<StatusId, ViewerMarks>;
  readonly polls: ReadonlyMap<StatusId, PollView>;
}

async function load(
  { stores, now }: { readonly stores: Stores; readonly now: Date },
  viewer: AccountId | undefined,
  ids: readonly StatusId[],
): Promise<Loaded> {
  const asked = await stores.statuses.byIds([...new Set(ids)]);
  const boosted = asked.flatMap((status) => status.boostOf ?? []);
  const statuses = [...asked, ...(boosted.length === 0 ? [] : await stores.statuses.byIds(boosted))];
  const authors = [...new Set(statuses.map((status) => status.account))];
  const people = [...new Set([...authors, ...statuses.flatMap((status) => status.mentions)])];
  const apps = [...new Set(statuses.flatMap((status) => status.app ?? []))];
  const known = [...new Set(statuses.map((status) => status.id))];
  const [accounts, usedApps, followed, unwanted, marks, polls] = await Promise.all([
    people.length === 0 ? [] : stores.accounts.byIds(people),
    apps.length === 0 ? [] : stores.apps.byIds(apps),
    followedBy(stores, viewer, authors),
    readUnwanted(stores, viewer, { others: authors, now }),
    marksOf(stores, viewer, known),
    pollsIn(known, viewer, { stores, now }),
  ]);
  return {
    viewer,
    statuses: byId(statuses),
    accounts: byId(accounts.filter(isThere)),
    apps: byId(usedApps),
    followed,
    unwanted,
    marks,
    polls,
  };
}

async function followedBy(
  stores: Stores,
  viewer: AccountId | undefined,
  authors: readonly AccountId[],
): Promise<ReadonlySet<AccountId>> {
  if (viewer === undefined || authors.length === 0) return new Set();
  const relations = await stores.follows.relations(viewer, authors);
  return new Set(relations.filter(({ out }) => out?.state === "accepted").map((relation) => relation.of));
}

async function marksOf(
  stores: Stores,
  viewer: AccountId | undefined,
  ids: readonly StatusId[],
): Promise<ReadonlyMap<StatusId, ViewerMarks>> {
  if (viewer === undefined || ids.length === 0) return new Map();
  const [favourited, boosted, bookmarked, pinned] = await Promise.all([
    stores.favourites.among(viewer, ids),
    stores.boosts.among(viewer, ids),
    stores.bookmarks.among(viewer, ids),
    stores.pins.among(viewer, ids),
  ]);
  const marksFor = (id: StatusId): ViewerMarks => ({
    favourited: favourited.has(id),
    boosted: boosted.has(id),
    bookmarked: bookmarked.has(id),
    pinned: pinned.has(id),
  });
  return new Map(ids.map((id) => [id, marksFor(id)]));
}

async function pollsIn(
  ids: readonly StatusId[],
  viewer: AccountId | undefined,
  { stores, now }: { readonly stores: Stores; readonly now: Date },
): Promise<ReadonlyMap<StatusId, PollView>> {
  const polls = ids.length === 0 ? [] : await stores.polls.of(ids);
  const asked = polls.map(({ status }) => status);
  const own =
    viewer === undefined || asked.length === 0 ? undefined : await stores.polls.choices(viewer, asked);
  const viewFor = (poll: (typeof polls)[number]): PollView => ({
    poll,
    isExpired: isExpired(poll, now),
    ownVotes: viewer === undefined ? undefined : (own?.get(poll.status) ?? []),
  });
  return new Map(polls.map((poll) => [poll.status, viewFor(poll)]));
}

type Viewing = Loaded & { readonly hides: Hides };

function viewOf(loaded: Viewing, id: StatusId): StatusView | undefined {
  const status = loaded.statuses.get(id);
  const account = status && loaded.accounts.get(status.account);
  if (status === undefined || account === undefined || !isVisible(loaded, status)) return undefined;
  const { hides, unwanted } = loaded;
  if (hides === "all" && (unwanted.hidden.has(account.id) || isOutOfTheWay(loaded, account)))
    return undefined;
  const within = { ...loaded, hides: hides === "none" ? hides : ("all" as const) };
  const boost = status.boostOf === undefined ? undefined : viewOf(within, status.boostOf);
  if (status.boostOf !== undefined && boost === undefined) return undefined;
  const app = status.app === undefined ? undefined : loaded.apps.get(status.app);
  return {
    status,
    account,
    boost,
    mentioned: inOrder(status.mentions, loaded.accounts),
    poll: loaded.polls.get(status.id),
    app: app && { name: app.name, website: app.website },
    marks: loaded.viewer === undefined ? undefined : loaded.marks.get(boost?.status.id ?? id),
  };
}

/** Whoever is limited is seen by those who follow them, and by themselves. */
function isOutOfTheWay({ viewer, followed }: Loaded, { id, limitedAt }: Account): boolean {
  return limitedAt !== undefined && id !== viewer && !followed.has(id);
}

function isVisible({ viewer, followed, unwanted }: Loaded, status: Status): boolean {
  if (viewer === undefined) return canSee(status, undefined);
  const { account } = status;
  return canSee(status, {
    id: viewer,
    follows: followed.has(account),
    isBlocked: unwanted.closed.has(account),
  });
}
