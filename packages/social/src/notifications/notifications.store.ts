import type { AccountId, NotificationId, StatusId } from "../kernel/id.ts";
import type { Page } from "../kernel/paging.ts";

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

export interface Notification {
  readonly id: NotificationId;
  /** Who is told. */
  readonly account: AccountId;
  /** Who did it. */
  readonly from: AccountId;
  readonly type: NotificationType;
  readonly status: StatusId | undefined;
  readonly at: Date;
}

export interface NotificationFilter {
  /** `undefined`: every type. */
  readonly types: readonly NotificationType[] | undefined;
  readonly excludeTypes: readonly NotificationType[];
  readonly from: AccountId | undefined;
}

/** What people are told. The same news (account, from, type, status) is kept once. */
export interface NotificationStore {
  /** Resolves to `false`, changing nothing, when the account was told already. */
  add(notification: Notification): Promise<boolean>;
  of(account: AccountId, filter: NotificationFilter, page: Page): Promise<readonly Notification[]>;
  byId(account: AccountId, id: NotificationId): Promise<Notification | undefined>;
  dismiss(account: AccountId, id: NotificationId): Promise<boolean>;
  clear(account: AccountId): Promise<void>;
  /** Takes back news that no longer holds: an unfavourite, an unfollow. */
  retract(news: Pick<Notification, "account" | "from" | "type" | "status">): Promise<void>;
  /** Takes back all news that an account was told of another. */
  retractFrom(account: AccountId, from: AccountId): Promise<void>;
  /** Takes back all news about a status that is gone. */
  retractStatus(status: StatusId): Promise<void>;
}
