import type { AccountId, ConversationId, ReportId, StatusId, TokenId } from "./id.ts";

/** What has happened. Kept in the transaction that made it happen, and followed up after it. */
export type DomainEvent =
  | { readonly type: "account.updated"; readonly account: AccountId }
  | { readonly type: "account.deleted"; readonly account: AccountId }
  /**
   * `after` is the last row that was dealt with, where there were too many for one time, and `of` what it is a row
   * of: follows, where nothing is said.
   */
  | {
      readonly type: "account.moved";
      readonly account: AccountId;
      readonly target: AccountId;
      readonly after: string | undefined;
      readonly of?: "blocks" | "mutes";
    }
  | { readonly type: "account.suspended"; readonly account: AccountId }
  | { readonly type: "account.unsuspended"; readonly account: AccountId }
  /** What is held back of a sender is to be told, or removed: up to an id. */
  | { readonly type: "notifications.accepted"; readonly account: AccountId; readonly from: AccountId }
  | {
      readonly type: "notifications.dismissed";
      readonly account: AccountId;
      readonly from: AccountId;
      readonly until: string;
    }
  /** This server has nothing to do with another one any more. */
  | { readonly type: "domain.suspended"; readonly domain: string }
  | {
      readonly type: "follow.requested";
      readonly follower: AccountId;
      readonly followed: AccountId;
      readonly uri: string;
    }
  | {
      readonly type: "follow.accepted";
      readonly follower: AccountId;
      readonly followed: AccountId;
      readonly uri: string;
    }
  | {
      readonly type: "follow.rejected";
      readonly follower: AccountId;
      readonly followed: AccountId;
      readonly uri: string;
    }
  | {
      readonly type: "follow.undone";
      readonly follower: AccountId;
      readonly followed: AccountId;
      readonly uri: string;
    }
  | {
      readonly type: "account.blocked";
      readonly by: AccountId;
      readonly target: AccountId;
      readonly uri: string;
    }
  | {
      readonly type: "account.unblocked";
      readonly by: AccountId;
      readonly target: AccountId;
      readonly uri: string;
    }
  /** Somebody here wants nothing to do with a whole server. */
  | { readonly type: "domain.blocked"; readonly by: AccountId; readonly domain: string }
  /** A relay is asked for its posts, or no more. `actor` is whom to follow there; none: everybody. */
  | { readonly type: "relay.added"; readonly relay: string; readonly follow: string; readonly actor?: string }
  | {
      readonly type: "relay.removed";
      readonly relay: string;
      readonly follow: string;
      readonly actor?: string;
    }
  /** A relay follows this server back. */
  | {
      readonly type: "relay.followed";
      readonly relay: string;
      readonly follow: string;
      readonly actor: string;
    }
  /** `account` is whom it is about. */
  | { readonly type: "report.filed"; readonly account: AccountId; readonly report: ReportId }
  | { readonly type: "status.posted"; readonly status: StatusId }
  | {
      readonly type: "status.edited";
      readonly status: StatusId;
      readonly at: number;
      readonly newlyMentioned: readonly AccountId[];
    }
  | { readonly type: "status.deleted"; readonly status: StatusId }
  | {
      readonly type: "status.favourited";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly at: number;
    }
  /** `at` is when it had been favourited, which tells this favourite from an earlier or later one. */
  | {
      readonly type: "status.unfavourited";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly at: number;
    }
  | {
      readonly type: "status.boosted";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly boost: StatusId;
    }
  | {
      readonly type: "status.unboosted";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly boost: StatusId;
    }
  | { readonly type: "status.pinned"; readonly account: AccountId; readonly status: StatusId }
  | { readonly type: "status.unpinned"; readonly account: AccountId; readonly status: StatusId }
  | { readonly type: "tag.featured"; readonly account: AccountId; readonly name: string }
  | { readonly type: "tag.unfeatured"; readonly account: AccountId; readonly name: string }
  | {
      readonly type: "status.reacted";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly name: string;
      readonly at: number;
    }
  /** `at` is when they had reacted, and `url` the picture of a custom emoji. */
  | {
      readonly type: "status.unreacted";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly name: string;
      readonly url: string | undefined;
      readonly at: number;
    }
  /** Its author allows something else to be done with it from now on. */
  | { readonly type: "status.permitted"; readonly status: StatusId; readonly at: number }
  /** `status` quotes `quoted`, and its author agrees. */
  | {
      readonly type: "quote.accepted";
      readonly status: StatusId;
      readonly quoted: StatusId;
      readonly at: number;
    }
  /** The author of `quoted` does not agree, or no longer. */
  | {
      readonly type: "quote.ended";
      readonly status: StatusId;
      readonly quoted: StatusId;
      readonly how: "rejected" | "revoked";
      readonly at: number;
    }
  /** Somebody elsewhere asked to quote `status`, and may not. */
  | {
      readonly type: "quote.refused";
      readonly status: StatusId;
      readonly by: AccountId;
      readonly request: string;
      readonly instrument: string;
      readonly at: number;
    }
  | {
      readonly type: "poll.voted";
      readonly by: AccountId;
      readonly status: StatusId;
      readonly choices: readonly number[];
      readonly at: number;
    }
  /** Others are to be told how a poll stands. */
  | { readonly type: "poll.tallied"; readonly status: StatusId; readonly at: number }
  /** A poll has come to its end. */
  | { readonly type: "poll.closed"; readonly status: StatusId; readonly at: number };

export type EventType = DomainEvent["type"];

/** The event of one type. */
export type EventOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>;

/** What open streams are told. Holds ids alone: each stream asks anew what its reader may see. */
export type Announcement =
  | { readonly type: "status.posted"; readonly status: StatusId }
  | { readonly type: "status.edited"; readonly status: StatusId }
  | {
      readonly type: "status.deleted";
      readonly status: StatusId;
      readonly account: AccountId;
      /** `true` for one that was meant for a few: whoever never saw it shall not learn that it was. */
      readonly isDirect?: true;
    }
  /** The filters of this account are others than before. */
  | { readonly type: "filters.changed"; readonly account: AccountId }
  /** Of `account`, whose it is. */
  | { readonly type: "conversation"; readonly account: AccountId; readonly conversation: ConversationId }
  /** Somebody speaks through these no more: one token, or all of an account. */
  | {
      readonly type: "access.ended";
      readonly account: AccountId | undefined;
      readonly token: TokenId | undefined;
    }
  | { readonly type: "notification"; readonly account: AccountId; readonly notification: string }
  /** All that the account has accepted of what was held back is among its notifications. */
  | { readonly type: "notifications.merged"; readonly account: AccountId };
