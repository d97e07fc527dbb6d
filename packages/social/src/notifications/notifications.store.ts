import type { AccountId, NotificationId, StatusId } from "../kernel/id.ts";
import type { Page } from "../kernel/paging.ts";

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

/** What people are told. The same news (account, from, type, status) is kept once. */
export interface NotificationStore {
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
  dismiss(account: AccountId, id: NotificationId): Promise<boolean>;
  clear(account: AccountId): Promise<void>;
  /** Takes back news that no longer holds: an unfavourite, an unfollow. */
  retract(news: Pick<Notification, "account" | "from" | "type" | "status">): Promise<void>;
  /** Takes back all news that an account was told of another. */
  retractFrom(account: AccountId, from: AccountId): Promise<void>;
  /** Takes back all news about a status that is gone. */
  retractStatus(status: StatusId): Promise<void>;
}
