import type { Account } from "../accounts/account.ts";
import type { AccountId, AppId, MediaId, ObjectUri, StatusId } from "../kernel/id.ts";
import type { MediaWords } from "../media/upload.ts";
import type { IncomingPoll } from "../polls/poll.ts";
import type { IncomingQuote } from "../quotes/quote.ts";
import type { InteractionPolicy, QuotePolicy } from "../interactions/policy.ts";
import type { PollDraft } from "../polls/terms.ts";
import type { Edit, NewStatus, Revision, Status, StatusView, Visibility } from "./status.ts";

/** What somebody wants to say. */
export interface Draft {
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly language: string | undefined;
  /** Left out: the status asks nothing, or no longer does. */
  readonly poll?: PollDraft | undefined;
  /** Who may quote it. Left out: everybody, or after an edit whoever could before. */
  readonly quotePolicy?: QuotePolicy | undefined;
  /** Uploads of the author's own that it shows, in this order. Left out: none, or after an edit those of before. */
  readonly media?: readonly MediaId[] | undefined;
}

/** What of a file changes that a status shows. */
export interface MediaEdit extends MediaWords {
  readonly id: MediaId;
}

/** What an edit says. */
export interface EditDraft extends Draft {
  readonly mediaEdits?: readonly MediaEdit[] | undefined;
}

export interface NewPost extends Draft {
  /** `undefined`: as the author prefers. */
  readonly visibility: Visibility | undefined;
  readonly inReplyTo: StatusId | undefined;
  /** What it quotes. */
  readonly quoted?: StatusId | undefined;
  readonly app: AppId | undefined;
  /** A repeated request with the same key gets the status that the first one made. */
  readonly idempotencyKey: string | undefined;
}

export interface Statuses {
  /** Refuses `invalid` (empty, too long, key reused with another text) and `not-found` (the parent). */
  post(viewer: AccountId, post: NewPost): Promise<StatusView>;
  /** What the viewer may see of these, in the order asked for, in a fixed number of statements. */
  see(viewer: AccountId | undefined, ids: readonly StatusId[]): Promise<readonly StatusView[]>;
  /** Refuses `not-found`. */
  show(viewer: AccountId | undefined, id: StatusId): Promise<StatusView>;
  edit(viewer: AccountId, id: StatusId, draft: EditDraft): Promise<StatusView>;
  /**
   * Resolves to the status as it was, text included. What it showed may be shown anew for a day.
   *
   * @param options.withMedia whether the files go at once
   */
  remove(
    viewer: AccountId,
    id: StatusId,
    options?: { readonly withMedia?: boolean | undefined },
  ): Promise<StatusView>;
  /** What the author typed. Only for the author. */
  source(
    viewer: AccountId,
    id: StatusId,
  ): Promise<{ readonly id: StatusId; readonly text: string; readonly spoilerText: string }>;
  /** Every state, oldest first, the present one last. */
  history(
    viewer: AccountId | undefined,
    id: StatusId,
  ): Promise<{ readonly account: Account; readonly edits: readonly Edit[] }>;
  context(
    viewer: AccountId | undefined,
    id: StatusId,
  ): Promise<{ readonly ancestors: readonly StatusView[]; readonly descendants: readonly StatusView[] }>;
}

/** An edit as another server tells it. */
export interface ReceivedEdit {
  readonly author: AccountId;
  readonly uri: ObjectUri;
  readonly revision: Revision;
  /** Left out: the status asks nothing, or no longer does. */
  readonly poll?: IncomingPoll | undefined;
  /** Left out: it quotes nothing, or no longer does. */
  readonly quote?: IncomingQuote | undefined;
  readonly policy?: InteractionPolicy | undefined;
  /** Their `updated`; without it nothing changes (F-138). */
  readonly updatedAt: Date | undefined;
}

/** What a status says without a time of its own. */
export type ReceivedTerms = Pick<ArrivalExtras, "quote" | "policy">;

/** What comes with a status of another server, beside its own fields. */
export interface ArrivalExtras {
  /** When it was edited before it came; it is kept as edited then. */
  readonly editedAt?: Date | undefined;
  readonly poll?: IncomingPoll | undefined;
  readonly quote?: IncomingQuote | undefined;
  readonly policy?: InteractionPolicy | undefined;
}

/** What other servers may say about statuses. For the federation door alone; each may be said twice. */
export interface StatusRules {
  /**
   * Stores a remote status (not a boost), connects it with its parent and with replies that waited for it,
   * and records `status.posted`. Resolves to the one that stands when it is known already, and to
   * `undefined` when its address is buried (S-030), its author is local or gone, or it is another's.
   */
  receive(status: NewStatus, extras?: ArrivalExtras): Promise<Status | undefined>;
  /**
   * Edits a status of this author. `false`, and nothing changes, when it is unknown, another's (S-028) or
   * was edited since (S-029). A change that readers do not notice gets no edit mark (F-136).
   */
  receiveEdit(edit: ReceivedEdit): Promise<boolean>;
  /**
   * Takes over what a status says without a new time: the permission to quote, and what may be done with it (F-138).
   * Only from its author; what it quotes stays the same.
   */
  receiveTerms(author: AccountId, uri: ObjectUri, terms: ReceivedTerms): Promise<void>;
  /**
   * Deletes a status or boost of this author; an unknown address of the author's own server is buried,
   * so that it never enters (S-030, F-115). `false` when nothing was deleted.
   */
  receiveDelete(author: AccountId, uri: ObjectUri): Promise<boolean>;
}
