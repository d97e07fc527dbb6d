import type { AccountId, NotificationId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** What somebody is told of. */
export type NotificationType =
  | "mention"
  | "status"
  | "reblog"
  | "follow"
  | "follow_request"
  | "favourite"
  | "update"
  | "poll"
  | "quote"
  | "quoted_update";

/** Something that somebody who lives here is told. */
export interface Notification {
  readonly id: NotificationId;
  /** Who is told. */
  readonly account: AccountId;
  /** Who did it. */
  readonly from: AccountId;
  readonly type: NotificationType;
  readonly status: StatusId | undefined;
  readonly at: Date;
  /** The group of news of one sort that it stands in; the same for as long as it stands. `undefined`: alone. */
  readonly group: string | undefined;
  /** Whether it is held back, as the policy of whom it is for says. */
  readonly filtered: boolean;
}

/** The groups that news may join: those whose keys lie in between, the newest first, or else a new one. */
export interface GroupSpan {
  readonly earliest: string;
  /** The key of the group that is founded where there is none to join. */
  readonly latest: string;
}

/** News that is not kept yet. */
export interface NewNotification extends Omit<Notification, "group"> {
  readonly group: GroupSpan | undefined;
}

/** Which news is asked for. */
export interface NotificationFilter {
  /** `undefined`: every type. */
  readonly types: readonly NotificationType[] | undefined;
  readonly excludeTypes: readonly NotificationType[];
  readonly from: AccountId | undefined;
  /** Whether what is held back counts too; it always does where one account is asked for. */
  readonly includeFiltered?: boolean | undefined;
}

/** Which groups are asked for: of news that passes, where these types stand in groups and all else alone. */
export interface GroupFilter extends NotificationFilter {
  readonly grouped: readonly NotificationType[];
}

/** News of one sort, as a part of a list shows it. */
export interface NotificationGroup {
  /** The same on every page; of news that stands alone, `ungrouped-` and its id. */
  readonly key: string;
  /** The newest of the group that is on the page. */
  readonly latest: Notification;
  /** The oldest of the group that is on the page. */
  readonly earliest: NotificationId;
  /** How much there is in all, on whichever page. */
  readonly count: number;
  readonly mostRecent: NotificationId;
  /** Who did it last, at most eight, the latest first. */
  readonly from: readonly AccountId[];
}

/** Reads about groups of news; each takes a few statements, however long the list and large the groups. */
export interface NotificationGroupStore {
  /**
   * A part of the account's groups, the one with the newest news on the page first. A page goes from its bound to
   * where it holds as many groups as were asked for; a group that reaches further comes again on the page behind.
   */
  groups(account: AccountId, filter: GroupFilter, page: Page): Promise<readonly NotificationGroup[]>;
  /** One group, whole. */
  group(account: AccountId, key: string): Promise<NotificationGroup | undefined>;
  /** Who did what stands in a group, the latest first; the cursor is the notification's id. */
  groupMembers(account: AccountId, key: string, page: Page): Promise<readonly Row<AccountId>[]>;
  /** How many groups have news after an id (`undefined`: at all), counting no further than the limit. */
  countGroupsAfter(
    account: AccountId,
    filter: GroupFilter,
    after: { readonly id: string | undefined; readonly limit: number },
  ): Promise<number>;
  /** Removes all that stands in a group. */
  dismissGroup(account: AccountId, key: string): Promise<void>;
}

/** What people are told. The same news (account, from, type, status) is kept once. */
export interface NotificationStore extends NotificationGroupStore {
  /**
   * Keeps news for one or many, each in the group that it may join, and resolves to the ids of what was new. What an
   * account was told already is left as it is; with `renews`, the new takes the place of the old, and is new.
   */
  add(
    notifications: readonly NewNotification[],
    how?: { readonly renews: boolean },
  ): Promise<ReadonlySet<NotificationId>>;
  of(account: AccountId, filter: NotificationFilter, page: Page): Promise<readonly Notification[]>;
  byId(account: AccountId, id: NotificationId): Promise<Notification | undefined>;
  /** How many there are after an id (`undefined`: at all), counting no further than the limit. */
  countAfter(
    account: AccountId,
    filter: NotificationFilter,
    after: { readonly id: string | undefined; readonly limit: number },
  ): Promise<number>;
  /** Shows what is held back of one sender, at most so much; resolves to how much it was. */
  release(account: AccountId, from: AccountId, limit: number): Promise<number>;
  /** Removes what is held back of one sender, up to an id and at most so much; resolves to how much it was. */
  drop(
    account: AccountId,
    from: AccountId,
    upTo: { readonly until: string; readonly limit: number },
  ): Promise<number>;
  dismiss(account: AccountId, id: NotificationId): Promise<boolean>;
  clear(account: AccountId): Promise<void>;
  /** Takes back news that no longer holds: an unfavourite, an unfollow. */
  retract(news: Pick<Notification, "account" | "from" | "type" | "status">): Promise<void>;
  /** Takes back all news that an account was told of another. */
  retractFrom(account: AccountId, from: AccountId): Promise<void>;
  /** Takes back all news about a status that is gone. */
  retractStatus(status: StatusId): Promise<void>;
}
