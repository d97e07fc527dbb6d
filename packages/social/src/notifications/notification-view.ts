import type { Account } from "../accounts/account.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Notification } from "./notifications.store.ts";

/** News with whom and what it is about, as its reader sees them. */
export interface NotificationView {
  readonly notification: Notification;
  readonly from: Account;
  readonly status: StatusView | undefined;
}
