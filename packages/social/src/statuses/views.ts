import type { AccountId, StatusId } from "../kernel/id.ts";
import { htmlToText } from "../kernel/html.ts";
import { inOrder, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged, Row } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { canSee } from "../kernel/visibility.ts";
import type { Clock } from "../ports.ts";
import type { Stores } from "../stores.ts";
import type { Filtered } from "../filters/match.ts";
import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { leaveOf, quotePermission } from "../interactions/policy.ts";
import type { Quote } from "../quotes/quote.ts";
import { load } from "./load.ts";
import type { Loaded } from "./load.ts";
import type { QuoteView, Status, StatusView } from "./status.ts";

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

type Viewing = Loaded & {
  readonly hides: Hides;
  /** Whether it is shown inside of a status that quotes it. */
  readonly isQuoted?: true;
};

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
    quote: quoteIn(loaded, loaded.quotes.get(status.id)),
    quoting: quotingOf(loaded, status),
    reactions: loaded.reactions.get(status.id) ?? [],
    card: cardIn(loaded, status.id),
    app: app && { name: app.name, website: app.website },
    filtered: loaded.filters(filterable(loaded, status)),
    marks: loaded.viewer === undefined ? undefined : loaded.marks.get(boost?.status.id ?? id),
  };
}

/** What filters look at: of a boost, what it boosts. */
function filterable({ statuses, polls }: Viewing, status: Status): Filtered {
  const shown = (status.boostOf && statuses.get(status.boostOf)) ?? status;
  const options = polls.get(shown.id)?.poll.options.map(({ title }) => title) ?? [];
  const described = shown.media.map(({ description }) => description ?? "");
  const text = (): string =>
    [shown.spoilerText, htmlToText(shown.content), ...described, ...options].join("\n\n");
  return { ids: [status.id, shown.id], text };
}

function cardIn({ cards, accounts }: Loaded, id: StatusId): StatusView["card"] {
  const card = cards.get(id);
  return card && { card, creator: card.creator && accounts.get(card.creator) };
}

/** Whoever is limited is seen by those who follow them, and by themselves. */
function isOutOfTheWay({ viewer, followed }: Loaded, { id, limitedAt }: Account): boolean {
  return limitedAt !== undefined && id !== viewer && !followed.has(id);
}

/** Only what its author agreed to is shown, and only to those who may see it (S-043). */
function quoteIn(loaded: Viewing, quote: Quote | undefined): QuoteView | undefined {
  if (quote === undefined) return undefined;
  const { state, quoted, quotedAccount, quotedUri } = quote;
  if (quotedUri === undefined) return { state: "deleted", status: undefined };
  if (state !== "accepted" || quoted === undefined) return { state, status: undefined };
  if (loaded.isQuoted) return { state, status: quoted };
  if (!loaded.statuses.has(quoted)) return { state: "deleted", status: undefined };
  const status = viewOf({ ...loaded, hides: "none", isQuoted: true }, quoted);
  if (status === undefined) return { state: "unauthorized", status };
  const { hidden, muted } = loaded.unwanted;
  if (quotedAccount === undefined || !hidden.has(quotedAccount)) return { state, status };
  return { state: muted.has(quotedAccount) ? "muted_account" : "blocked_account", status: undefined };
}

function quotingOf(
  { viewer, accounts, followed, followers, policies }: Viewing,
  status: Status,
): StatusView["quoting"] {
  const author = accounts.get(status.account);
  const isOurs = author !== undefined && isLocal(author);
  const permission = quotePermission(status, policies.get(status.id), isOurs);
  if (viewer === undefined) return { permission, leave: "denied" };
  const leave = leaveOf(permission, {
    isAuthor: viewer === status.account,
    followsAuthor: followed.has(status.account),
    isFollowedByAuthor: followers.has(status.account),
  });
  return { permission, leave };
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
