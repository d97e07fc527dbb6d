import type { AccountId, ReportId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

export type ReportCategory = "spam" | "legal" | "violation" | "other";

/** Somebody finds that something is wrong with an account, or with what it said. */
export interface Report {
  readonly id: ReportId;
  /** Who says so; of a report from elsewhere often a whole server. */
  readonly from: AccountId;
  readonly target: AccountId;
  /** All by the target. */
  readonly statuses: readonly StatusId[];
  /** Plain text. */
  readonly comment: string;
  readonly category: ReportCategory;
  /** Whether the target's own server is told, without a word about who reported. */
  readonly isForwarded: boolean;
  /** The address of the `Flag` that it came with. */
  readonly uri: string | undefined;
  readonly at: Date;
  /** Set once it has been dealt with. */
  readonly resolvedAt: Date | undefined;
}

export interface ReportFilter {
  /** `undefined`: whether it has been dealt with or not. */
  readonly isResolved: boolean | undefined;
  readonly target: AccountId | undefined;
}

/** What was reported. */
export interface ReportStore {
  /** Resolves to `false`, and changes nothing, when a report with this address about this target is known. */
  add(report: Report): Promise<boolean>;
  byId(id: ReportId): Promise<Report | undefined>;
  /** Newest first. */
  list(filter: ReportFilter, page: Page): Promise<readonly Row<Report>[]>;
  /** Marks as dealt with, or (`undefined`) as not. Resolves to `false` when it was so already. */
  resolve(id: ReportId, at: Date | undefined): Promise<boolean>;
}
