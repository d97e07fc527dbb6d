import type { AccountId, ListId, StatusId } from "../kernel/id.ts";
import type { Page } from "../kernel/paging.ts";
import type { List } from "../lists/lists.store.ts";
import type { AccountStatusesFilter } from "../statuses/statuses.store.ts";

export interface PublicFilter {
  /** Only authors from here, only from elsewhere, or both. */
  readonly from: "anywhere" | "here" | "elsewhere";
  readonly onlyMedia: boolean;
}

export interface TagFilter extends PublicFilter {
  /** Normalised names: at least one of `any`, all of `all`, none of `none`. */
  readonly any: readonly string[];
  readonly all: readonly string[];
  readonly none: readonly string[];
}

/** Lists of statuses by id, newest first, each holding only what its reader may see. */
export interface TimelineStore {
  /**
   * The reader's own statuses and those of whom they follow: public, unlisted and private ones, direct
   * ones that mention the reader; no replies to people whom the reader does not follow (the reader and
   * the author excepted); no boosts where the follow says so; only languages that the follow names. Public ones with
   * a hashtag that the reader follows besides, whoever says them. None by members of an exclusive list of the reader.
   */
  home(reader: AccountId, page: Page): Promise<readonly StatusId[]>;
  /**
   * What the members of a list say, as the home of its owner holds it, but for direct statuses, and with those
   * replies to others that the list asks for.
   */
  list(list: List, page: Page): Promise<readonly StatusId[]>;
  /** Public statuses that are neither replies to others nor boosts. */
  public(filter: PublicFilter, page: Page): Promise<readonly StatusId[]>;
  /** Public statuses with the tags; boosts left out, replies included. */
  tagged(filter: TagFilter, page: Page): Promise<readonly StatusId[]>;
  /** An account's statuses, as far as the reader may see them. */
  account(
    account: AccountId,
    options: {
      readonly reader: AccountId | undefined;
      readonly filter: AccountStatusesFilter;
      readonly page: Page;
    },
  ): Promise<readonly StatusId[]>;
  /** Of these local accounts, those whose home timeline holds the status. */
  homesWith(status: StatusId, among: readonly AccountId[]): Promise<readonly AccountId[]>;
  /** Of these lists, those whose timeline holds the status. */
  listsWith(status: StatusId, among: readonly ListId[]): Promise<readonly ListId[]>;
}
