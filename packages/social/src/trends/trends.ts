import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { UsedCard } from "../cards/cards.store.ts";
import { startOfDay } from "../kernel/day.ts";
import type { AccountId } from "../kernel/id.ts";
import { toId } from "../kernel/id.ts";
import { byId } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { normaliseTag } from "../kernel/text.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage } from "../stores.ts";
import type { Tag } from "../tags/tags.store.ts";
import type { ReviewedTrend, TrendKind, TrendPage } from "./trends.store.ts";

/** Whether trends are shown: not at all, once somebody has approved of each, or by themselves. */
export type TrendMode = "off" | "reviewed" | "automatic";

/** A part of a list that counts from its beginning. */
export interface TrendPart {
  readonly limit: number;
  readonly offset: number;
}

/** What stands in a part, as far as it may be shown. */
export interface TrendList<Item> {
  readonly items: readonly Item[];
  /** Whether there may be more behind it. */
  readonly full: boolean;
}

/** A page that many people link to, and the account that wrote it. */
export interface TrendingLink {
  readonly card: UsedCard;
  readonly creator: Account | undefined;
}

export interface Trends {
  /** The hashtags of the moment, each with its last seven days. */
  tags(part: TrendPart): Promise<TrendList<Tag>>;
  /** The statuses of the moment, as far as the viewer may and wants to see them; those in their language first. */
  statuses(viewer: AccountId | undefined, part: TrendPart): Promise<TrendList<StatusView>>;
  /** The links of the moment; those to pages in the viewer's language first. */
  links(viewer: AccountId | undefined, part: TrendPart): Promise<TrendList<TrendingLink>>;
  /** Public statuses that link to an address. Refuses with `not-found` where that does not trend. */
  linking(viewer: AccountId | undefined, url: string, page: Page): Promise<Paged<StatusView>>;
  /** What trends with what was decided about it. For the staff. */
  review(kind: TrendKind): Promise<readonly ReviewedTrend[]>;
  /** Decides whether something may be shown. Refuses with `invalid` what cannot be a subject of the kind. */
  decide(kind: TrendKind, subject: string, isAllowed: boolean): Promise<void>;
}

export interface TrendsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly views: Views;
  readonly settings: { readonly trends?: TrendMode | undefined };
}

const reviewLimit = 100;

/** What many people speak of just now, as `tendTrends` last found it. */
export function createTrends({ storage, clock, views, settings }: TrendsNeeds): Trends {
  const { stores, transact } = storage;
  const { trends: mode = "reviewed" } = settings;
  const listed = async (kind: TrendKind, part: Omit<TrendPage, "isReviewed">): Promise<readonly string[]> =>
    mode === "off" ? [] : stores.trends.listed(kind, { ...part, isReviewed: mode === "reviewed" });
  const languagesOf = async (viewer: AccountId | undefined): Promise<readonly string[]> => {
    const user = viewer === undefined ? undefined : await stores.users.byAccount(viewer);
    return [user?.preferences.language ?? user?.locale].filter((language) => language !== undefined);
  };
  return {
    async tags(part) {
      const names = await listed("tag", { ...part, languages: [] });
      const items = await stores.tags.byNames(names, startOfDay(clock.now()));
      return { items, full: names.length === part.limit };
    },
    async statuses(viewer, part) {
      const ids = await listed("status", { ...part, languages: await languagesOf(viewer) });
      const seen = await views.see(
        viewer,
        ids.map((id) => toId<"status">(id)),
      );
      return { items: seen, full: ids.length === part.limit };
    },
    async links(viewer, part) {
      const urls = await listed("link", { ...part, languages: await languagesOf(viewer) });
      const cards = await stores.cards.byUrls(urls, startOfDay(clock.now()));
      const ids = [...new Set(cards.flatMap(({ creator }) => creator ?? []))];
      const creators = byId((ids.length === 0 ? [] : await stores.accounts.byIds(ids)).filter(isThere));
      const items = cards.map((card) => ({ card, creator: card.creator && creators.get(card.creator) }));
      return { items, full: urls.length === part.limit };
    },
    async linking(viewer, url, page) {
      const isShown = mode !== "off" && (await stores.trends.isListed("link", url, mode === "reviewed"));
      if (!isShown) throw new Refusal("not-found");
      const ids = await stores.cards.linking(url, page);
      return views.page(
        viewer,
        ids.map((id) => ({ cursor: id, item: id })),
        page,
      );
    },
    review: (kind) => stores.trends.reviewed(kind, reviewLimit),
    async decide(kind, written, isAllowed) {
      const subject = readSubject(kind, written);
      if (subject === undefined) throw new Refusal("invalid", `There is no such ${kind}.`);
      await transact((work) => work.trends.review(kind, subject, { isAllowed, at: clock.now() }));
    },
  };
}

function readSubject(kind: TrendKind, written: string): string | undefined {
  if (kind === "tag") return normaliseTag(written.replace(/^[#＃]/, ""));
  if (kind === "link") return /^https?:$/.test(URL.parse(written)?.protocol ?? "") ? written : undefined;
  return /^\d{1,19}$/.test(written) ? written : undefined;
}
