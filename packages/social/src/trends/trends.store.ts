import type { AccountId } from "../kernel/id.ts";

/** What trends: hashtags by name, statuses by id, links by address. */
export type TrendKind = "tag" | "status" | "link";

/** How many people have used something within a time. */
export interface Use {
  /** The name of a tag, without `#`; the id of a status; the address of a page. */
  readonly subject: string;
  /** Distinct accounts that wrote it, or that favourited or boosted it. */
  readonly accounts: number;
  /** The language of a status or page, and the author of a status. */
  readonly language: string | undefined;
  readonly author: AccountId | undefined;
}

/** Something that trends, or did lately. */
export interface Trend extends Omit<Use, "accounts"> {
  /** The highest score that it had, and when: what it is worth since then falls by half again and again. */
  readonly peak: number;
  readonly peakAt: Date;
  /** What it is worth as of the last computation. */
  readonly score: number;
}

/** A part of what trends. */
export interface TrendPage {
  readonly limit: number;
  readonly offset: number;
  /** Whether somebody must have approved of it. What was rejected is never shown. */
  readonly isReviewed: boolean;
  /** What is in these languages comes first. */
  readonly languages: readonly string[];
}

/** What somebody who reviews trends sees of one. */
export interface ReviewedTrend extends Trend {
  /** `undefined` while nobody has said. */
  readonly isAllowed: boolean | undefined;
}

/** What trends, and what may be shown of it. One row for a kind and a subject. */
export interface TrendStore {
  /**
   * What at least so many people have used from one instant to before another, the most used first. Only public
   * statuses of accounts that nobody has put aside count. A status must also be no reply and without warning, and its
   * author wants to be discovered (S-159); it counts from its writing on, whenever people took to it.
   */
  uses(
    kind: TrendKind,
    within: { readonly from: Date; readonly until: Date; readonly minimum: number; readonly limit: number },
  ): Promise<readonly Use[]>;
  /** Everything of a kind that is kept. */
  kept(kind: TrendKind): Promise<readonly Trend[]>;
  /** Puts these in the place of all that was kept of a kind. What was decided about them stays. */
  replace(kind: TrendKind, trends: readonly Trend[]): Promise<void>;
  /** Subjects in the order in which they are shown: the highest score first. */
  listed(kind: TrendKind, page: TrendPage): Promise<readonly string[]>;
  /** Whether something of a kind is in that list. */
  isListed(kind: TrendKind, subject: string, isReviewed: boolean): Promise<boolean>;
  /** Decides whether something may be shown as a trend, now or whenever it trends. */
  review(
    kind: TrendKind,
    subject: string,
    decision: { readonly isAllowed: boolean; readonly at: Date },
  ): Promise<void>;
  /** What trends with what was decided about it, what nobody has decided about first. */
  reviewed(kind: TrendKind, limit: number): Promise<readonly ReviewedTrend[]>;
}
