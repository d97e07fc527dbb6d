import type { AccountId, FilterId, StatusId } from "../kernel/id.ts";

/** Where a filter holds. */
export type FilterContext = "home" | "notifications" | "public" | "thread" | "account";

/** What is done with what a filter matches: it is covered, left out, or its pictures are blurred. */
export type FilterAction = "warn" | "hide" | "blur";

/** A word or phrase that a filter looks for, whatever its case. */
export interface FilterKeyword {
  readonly id: string;
  readonly keyword: string;
  /** Whether it must not be a part of a longer word. */
  readonly wholeWord: boolean;
}

/** A single status that a filter matches. */
export interface FilterStatus {
  readonly id: string;
  readonly status: StatusId;
}

/** What an account does not want to read, or not at once. */
export interface Filter {
  readonly id: FilterId;
  /** Whose it is; nobody else sees it. */
  readonly account: AccountId;
  readonly title: string;
  readonly contexts: readonly FilterContext[];
  readonly action: FilterAction;
  /** From when on it holds no longer; `undefined`: never. */
  readonly expiresAt: Date | undefined;
  /** Oldest first. */
  readonly keywords: readonly FilterKeyword[];
  /** Oldest first. */
  readonly statuses: readonly FilterStatus[];
}

/** What a filter is without what it looks for. */
export type FilterTerms = Pick<Filter, "title" | "contexts" | "action" | "expiresAt">;

/** Filters, and what they look for. Everything is asked for and changed in its owner's name (S-084). */
export interface FilterStore {
  /** All filters of an account with all that they look for, those that have expired too, oldest first, in one statement. */
  of(account: AccountId): Promise<readonly Filter[]>;
  /** Stores a filter with what it looks for. */
  add(filter: Filter): Promise<void>;
  /** Resolves to `false`, changing nothing, when the account has no such filter. */
  change(account: AccountId, id: FilterId, terms: FilterTerms): Promise<boolean>;
  /** Removes a filter with what it looks for. Resolves to `true` when the account had it. */
  remove(account: AccountId, id: FilterId): Promise<boolean>;
  /** Removes every filter of an account. */
  removeAllOf(account: AccountId): Promise<void>;
  /** Stores or changes a keyword of a filter. Resolves to `false` when the account has no such filter. */
  putKeyword(account: AccountId, filter: FilterId, keyword: FilterKeyword): Promise<boolean>;
  removeKeyword(account: AccountId, id: string): Promise<boolean>;
  /** Resolves to `false` when the account has no such filter, or it has the status already. */
  addStatus(account: AccountId, filter: FilterId, status: FilterStatus): Promise<boolean>;
  removeStatus(account: AccountId, id: string): Promise<boolean>;
}
