import type { Account } from "../accounts/account.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Phrase } from "./words.ts";

/** What a status has, as far as one can search for it. */
export type Possession = "media" | "image" | "video" | "audio" | "poll" | "link" | "quote";

/** Something that is so of a status, or with `isNot`, is not. */
export type Condition = { readonly isNot: boolean } & (
  | { readonly type: "by"; readonly account: AccountId }
  | { readonly type: "mentioning"; readonly account: AccountId }
  /** Normalised, without `#`. */
  | { readonly type: "tagged"; readonly name: string }
  | { readonly type: "having"; readonly what: Possession }
  | { readonly type: "reply" }
  | { readonly type: "sensitive" }
  /** As in `de`; a longer one, `de-AT`, counts as well. */
  | { readonly type: "language"; readonly language: string }
  /** From the first instant on and before the second. */
  | { readonly type: "written"; readonly from: Date | undefined; readonly until: Date | undefined }
);

/** Which statuses are looked for. */
export interface StatusSearch {
  /** Each must occur. */
  readonly phrases: readonly Phrase[];
  /** None may occur. */
  readonly without: readonly Phrase[];
  /** Each must hold. */
  readonly conditions: readonly Condition[];
  /** Languages whose other forms of a word count as the word. */
  readonly languages: readonly string[];
  /** Among what the searcher has to do with, among what its authors let everybody find, or among both. */
  readonly among: "library" | "public" | "both";
}

/** A part of what was found. Of two ids only statuses between them. */
export interface FoundPage {
  readonly limit: number;
  readonly offset: number;
  readonly maxId?: string | undefined;
  readonly minId?: string | undefined;
}

/**
 * Finding by words. What is searched is kept by the statements that write statuses and accounts; what is deleted is
 * found no more from that statement on.
 */
export interface SearchStore {
  /**
   * Statuses that somebody may find (S-108), newest first: their library, which is what they wrote, are mentioned in,
   * favourited, boosted, keep or voted in; and what is public of authors who let everybody find it. Whether the viewer
   * may still see what is in the library has to be asked besides.
   */
  statuses(viewer: AccountId, search: StatusSearch, page: FoundPage): Promise<readonly StatusId[]>;
  /**
   * Accounts whose handle and name contain each part; one of fewer than three signs must begin the handle or the name.
   * Those whom the viewer follows come first, then whose handle begins with the first part, then the most followed.
   * Whoever does not want to be found (`discoverable`) is found by the beginning of the handle, or by those who follow
   * them.
   *
   * @param parts as `namePartsOf` gives them, one at least
   */
  people(
    parts: readonly string[],
    options: {
      readonly viewer: AccountId | undefined;
      /** Only those whom the viewer follows. */
      readonly isFollowed: boolean;
      readonly limit: number;
      readonly offset: number;
    },
  ): Promise<readonly Account[]>;
}
