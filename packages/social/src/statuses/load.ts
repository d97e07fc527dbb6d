import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { createMatcher, type Matcher } from "../filters/match.ts";
import type { Unwanted } from "../blocks/unwanted.ts";
import { readUnwanted } from "../blocks/unwanted.ts";
import type { Card } from "../cards/card.ts";
import type { Relation } from "../follows/follows.store.ts";
import type { InteractionPolicy } from "../interactions/policy.ts";
import type { AccountId, AppId, StatusId } from "../kernel/id.ts";
import { byId } from "../kernel/listing.ts";
import type { PollView } from "../polls/poll.ts";
import { isExpired } from "../polls/poll.ts";
import type { ReactionCount } from "../reactions/reaction.ts";
import type { Quote } from "../quotes/quote.ts";
import type { App } from "../sign-in/sign-in.store.ts";
import type { Stores } from "../stores.ts";
import type { Status, ViewerMarks } from "./status.ts";

/** All rows that the views of one list are made of. */
export interface Loaded {
  readonly viewer: AccountId | undefined;
  readonly statuses: ReadonlyMap<StatusId, Status>;
  readonly accounts: ReadonlyMap<AccountId, Account>;
  readonly apps: ReadonlyMap<AppId, App>;
  /** Whom the viewer follows, and who follows the viewer. */
  readonly followed: ReadonlySet<AccountId>;
  readonly followers: ReadonlySet<AccountId>;
  readonly unwanted: Unwanted;
  readonly marks: ReadonlyMap<StatusId, ViewerMarks>;
  readonly polls: ReadonlyMap<StatusId, PollView>;
  readonly quotes: ReadonlyMap<StatusId, Quote>;
  readonly policies: ReadonlyMap<StatusId, InteractionPolicy>;
  readonly reactions: ReadonlyMap<StatusId, readonly ReactionCount[]>;
  readonly cards: ReadonlyMap<StatusId, Card>;
  /** Finds those of the viewer's filters that match. */
  readonly filters: Matcher;
}

/** Reads all of them, in a number of statements that does not grow with the list. */
export async function load(
  { stores, now }: { readonly stores: Stores; readonly now: Date },
  viewer: AccountId | undefined,
  ids: readonly StatusId[],
): Promise<Loaded> {
  const asked = await stores.statuses.byIds([...new Set(ids)]);
  const boosted = asked.flatMap((status) => status.boostOf ?? []);
  const shown = [...asked, ...(boosted.length === 0 ? [] : await stores.statuses.byIds(boosted))];
  const { quotes, quoted } = await quotesIn(stores, shown);
  const statuses = [...shown, ...quoted];
  const authors = [...new Set(statuses.map((status) => status.account))];
  const people = [...new Set([...authors, ...statuses.flatMap((status) => status.mentions)])];
  const apps = [...new Set(statuses.flatMap((status) => status.app ?? []))];
  const known = [...new Set(statuses.map((status) => status.id))];
  const [accounts, usedApps, relations, unwanted, marks, polls, policies, reactions, cards, filters] =
    await Promise.all([
      people.length === 0 ? [] : stores.accounts.byIds(people),
      apps.length === 0 ? [] : stores.apps.byIds(apps),
      relationsOf(stores, viewer, authors),
      readUnwanted(stores, viewer, { others: authors, now }),
      marksOf(stores, viewer, statuses),
      pollsIn(known, viewer, { stores, now }),
      stores.policies.of(known),
      stores.reactions.counts(known, viewer),
      known.length === 0 ? new Map<StatusId, Card>() : stores.cards.of(known),
      viewer === undefined || known.length === 0 ? [] : stores.filters.of(viewer),
    ]);
  const creators = await creatorsOf(stores, cards, people);
  const pictures = await picturesOf(stores, { statuses, accounts });
  return {
    viewer,
    statuses: byId(statuses.map((status) => withPictures(status, pictures.get(status.id)))),
    accounts: byId([...accounts, ...creators].filter(isThere)),
    apps: byId(usedApps),
    followed: new Set(relations.filter(({ out }) => out?.state === "accepted").map(({ of }) => of)),
    followers: new Set(relations.filter((one) => one.in?.state === "accepted").map(({ of }) => of)),
    unwanted,
    marks,
    polls,
    quotes: new Map(quotes.map((quote) => [quote.status, quote])),
    policies,
    reactions,
    cards,
    filters: createMatcher(filters, now),
  };
}

/** The accounts that wrote what is linked to, as far as they are not among those who are read anyhow. */
async function creatorsOf(
  { accounts }: Stores,
  cards: ReadonlyMap<StatusId, Card>,
  people: readonly AccountId[],
): Promise<readonly Account[]> {
  const named = new Set([...cards.values()].flatMap(({ creator }) => creator ?? []));
  const others = [...named].filter((id) => !people.includes(id));
  return others.length === 0 ? [] : accounts.byIds(others);
}

/** What these quote, what is quoted, and what that quotes in turn. */
async function quotesIn(
  stores: Stores,
  statuses: readonly Status[],
): Promise<{ readonly quotes: readonly Quote[]; readonly quoted: readonly Status[] }> {
  const first = statuses.length === 0 ? [] : await stores.quotes.of(statuses.map(({ id }) => id));
  const ids = first.flatMap(({ quoted, state }) => (state === "accepted" ? (quoted ?? []) : []));
  if (ids.length === 0) return { quotes: first, quoted: [] };
  const [quoted, second] = await Promise.all([stores.statuses.byIds(ids), stores.quotes.of(ids)]);
  return { quotes: [...first, ...second], quoted };
}

type Pictures = ReadonlyMap<string, string>;

/** The pictures that emoji have now, by status and shortcode: they may have changed since a status was written. */
async function picturesOf(
  { emojis }: Stores,
  { statuses, accounts }: { readonly statuses: readonly Status[]; readonly accounts: readonly Account[] },
): Promise<ReadonlyMap<StatusId, Pictures>> {
  const authors = byId(accounts);
  const naming = statuses.filter((status) => status.emojis.length > 0);
  const names = naming.flatMap((status) => {
    const domain = authors.get(status.account)?.domain;
    return status.emojis.map(({ shortcode }) => ({ shortcode, domain }));
  });
  if (names.length === 0) return new Map();
  const found = await emojis.named(names);
  const urls = new Map(found.map(({ shortcode, domain, url }) => [`${shortcode}@${domain ?? ""}`, url]));
  const picturesIn = (status: Status): Pictures => {
    const domain = authors.get(status.account)?.domain ?? "";
    return new Map(
      status.emojis.map(({ shortcode, url }) => [shortcode, urls.get(`${shortcode}@${domain}`) ?? url]),
    );
  };
  return new Map(naming.map((status) => [status.id, picturesIn(status)]));
}

function withPictures(status: Status, pictures: Pictures | undefined): Status {
  if (pictures === undefined) return status;
  const emojis = status.emojis.map(({ shortcode, url }) => ({
    shortcode,
    url: pictures.get(shortcode) ?? url,
  }));
  return { ...status, emojis };
}

async function relationsOf(
  stores: Stores,
  viewer: AccountId | undefined,
  authors: readonly AccountId[],
): Promise<readonly Relation[]> {
  return viewer === undefined || authors.length === 0 ? [] : stores.follows.relations(viewer, authors);
}

async function marksOf(
  stores: Stores,
  viewer: AccountId | undefined,
  statuses: readonly Status[],
): Promise<ReadonlyMap<StatusId, ViewerMarks>> {
  if (viewer === undefined || statuses.length === 0) return new Map();
  const ids = [...new Set(statuses.map(({ id }) => id))];
  const threads = [...new Set(statuses.map(({ conversation }) => conversation))];
  const [favourited, boosted, bookmarked, pinned, muted] = await Promise.all([
    stores.favourites.among(viewer, ids),
    stores.boosts.among(viewer, ids),
    stores.bookmarks.among(viewer, ids),
    stores.pins.among(viewer, ids),
    stores.mutedThreads.between([viewer], threads),
  ]);
  const silenced = new Set(muted.map(({ conversation }) => conversation));
  const marksFor = ({ id, conversation }: Status): ViewerMarks => ({
    favourited: favourited.has(id),
    boosted: boosted.has(id),
    bookmarked: bookmarked.has(id),
    pinned: pinned.has(id),
    muted: silenced.has(conversation),
  });
  return new Map(statuses.map((status) => [status.id, marksFor(status)]));
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
