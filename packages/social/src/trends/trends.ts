import { startOfDay } from "../kernel/day.ts";
import type { AccountId } from "../kernel/id.ts";
import { toId } from "../kernel/id.ts";
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

export interface Trends {
  /** The hashtags of the moment, each with its last seven days. */
  tags(part: TrendPart): Promise<TrendList<Tag>>;
  /** The statuses of the moment, as far as the viewer may and wants to see them; those in their language first. */
  statuses(viewer: AccountId | undefined, part: TrendPart): Promise<TrendList<StatusView>>;
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
  return {
    async tags(part) {
      const names = await listed("tag", { ...part, languages: [] });
      const items = await stores.tags.byNames(names, startOfDay(clock.now()));
      return { items, full: names.length === part.limit };
    },
    async statuses(viewer, part) {
      const user = viewer === undefined ? undefined : await stores.users.byAccount(viewer);
      const language = user?.preferences.language ?? user?.locale;
      const ids = await listed("status", { ...part, languages: language === undefined ? [] : [language] });
      const seen = await views.see(
        viewer,
        ids.map((id) => toId<"status">(id)),
      );
      return { items: seen, full: ids.length === part.limit };
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
  return /^\d{1,19}$/.test(written) ? written : undefined;
}
