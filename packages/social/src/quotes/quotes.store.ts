import type { StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";
import type { Quote, QuoteState } from "./quote.ts";

/**
 * Which status quotes which, and whether it may. How many accepted quotes a status has that anybody can see is kept
 * by the statement that changes it.
 */
export interface QuoteStore {
  /** Stores a quote, in the place of the one that its status had before. */
  put(quote: Quote): Promise<void>;
  /**
   * Changes a quote that stands in one of the given states. Resolves to what it is then, or to `undefined`, changing
   * nothing, when there is none in such a state.
   */
  change(
    status: StatusId,
    from: readonly QuoteState[],
    change: Partial<Omit<Quote, "status">>,
  ): Promise<Quote | undefined>;
  /** Takes the quote out of a status. Resolves to `false` when there was none. */
  remove(status: StatusId): Promise<boolean>;
  /** The quotes in these statuses. */
  of(statuses: readonly StatusId[]): Promise<readonly Quote[]>;
  /** The quote that an activity asked for. */
  byRequest(uri: string): Promise<Quote | undefined>;
  /** The quotes that a permission is for. */
  byStamp(uri: string): Promise<readonly Quote[]>;
  /** Statuses that quote this one with its author's consent, newest first; the cursor is their id. */
  quoting(quoted: StatusId, page: Page): Promise<readonly Row<StatusId>[]>;
  /** Quotes about which another server is to be asked by now, the longest overdue first. */
  due(now: Date, limit: number): Promise<readonly Quote[]>;
}
