import type { Account } from "../accounts/account.ts";
import type { Card } from "../cards/card.ts";
import type { FilterMatch } from "../filters/match.ts";
import type { PollView } from "../polls/poll.ts";
import type { CustomEmoji } from "../emoji/custom-emoji.ts";
import type { Leave, Permission } from "../interactions/policy.ts";
import type { ReactionCount } from "../reactions/reaction.ts";
import type { ShownQuoteState } from "../quotes/quote.ts";
import type { AccountId, AppId, ObjectUri, StatusId } from "../kernel/id.ts";
import type { StatusMedia } from "../media/status-media.ts";

export type Visibility = "public" | "unlisted" | "private" | "direct";

/** A post, or a boost of one. */
export interface Status {
  readonly id: StatusId;
  readonly uri: ObjectUri;
  readonly url: string | undefined;
  readonly account: AccountId;
  /** Set on a boost, whose own texts are empty. */
  readonly boostOf: StatusId | undefined;
  /** What the author typed; `undefined` for remote posts. */
  readonly text: string | undefined;
  /** Safe HTML. */
  readonly content: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly language: string | undefined;
  readonly visibility: Visibility;
  readonly inReplyTo: StatusId | undefined;
  readonly inReplyToAccount: AccountId | undefined;
  /** The address of a parent that is not known here (yet). */
  readonly inReplyToUri: ObjectUri | undefined;
  readonly conversation: string;
  readonly mentions: readonly AccountId[];
  /** Normalised names, without `#`. */
  readonly tags: readonly string[];
  readonly emojis: readonly CustomEmoji[];
  readonly media: readonly StatusMedia[];
  readonly app: AppId | undefined;
  readonly createdAt: Date;
  readonly editedAt: Date | undefined;
  /** A deleted post stays as its own tombstone: nobody sees it, and its address is never used again. */
  readonly deletedAt: Date | undefined;
  readonly repliesCount: number;
  readonly boostsCount: number;
  readonly favouritesCount: number;
  /** Statuses that quote it with its author's consent, as far as anybody can see them. */
  readonly quotesCount: number;
}

export type NewStatus = Omit<
  Status,
  "editedAt" | "deletedAt" | "repliesCount" | "boostsCount" | "favouritesCount" | "quotesCount"
>;

/** What an edit may change. */
export type Revision = Pick<
  Status,
  "text" | "content" | "spoilerText" | "sensitive" | "language" | "mentions" | "tags" | "emojis" | "media"
>;

/** One state of a post in its history. */
export interface Edit {
  readonly content: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly emojis: readonly CustomEmoji[];
  readonly media: readonly StatusMedia[];
  /** The titles of the poll's options, where there was one. */
  readonly pollOptions: readonly string[] | undefined;
  readonly at: Date;
}

/** What the viewer has done with a status. */
export interface ViewerMarks {
  readonly favourited: boolean;
  readonly boosted: boolean;
  readonly bookmarked: boolean;
  readonly pinned: boolean;
  /** Whether they want no news of its conversation. */
  readonly muted: boolean;
}

/** What a status quotes, as one viewer sees it. */
export interface QuoteView {
  readonly state: ShownQuoteState;
  /** What is quoted, where the viewer may see it; only its id where the quote stands in a quoted status itself. */
  readonly status: StatusView | StatusId | undefined;
}

/** A status with all that rendering needs. */
export interface StatusView {
  readonly status: Status;
  readonly account: Account;
  readonly boost: StatusView | undefined;
  readonly mentioned: readonly Account[];
  readonly poll: PollView | undefined;
  readonly quote: QuoteView | undefined;
  readonly reactions: readonly ReactionCount[];
  /** Who may quote it, and whether the viewer may. */
  readonly quoting: { readonly permission: Permission; readonly leave: Leave };
  /** What it links to, and the account that wrote that. */
  readonly card?: { readonly card: Card; readonly creator: Account | undefined } | undefined;
  readonly app: { readonly name: string; readonly website: string | undefined } | undefined;
  /** The viewer's filters that match it, wherever they hold. */
  readonly filtered: readonly FilterMatch[];
  /** `undefined` when nobody is signed in. */
  readonly marks: ViewerMarks | undefined;
}
