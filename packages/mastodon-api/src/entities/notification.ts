import { keyOf, type NotificationType, type NotificationView } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { instant } from "./instant.ts";
import type { Reader } from "./reader.ts";
import { renderStatus, status, type StatusEntity } from "./status.ts";

/** Something that somebody is told. */
export interface NotificationEntity {
  readonly id: string;
  readonly type: NotificationType;
  readonly group_key: string;
  readonly created_at: string;
  readonly account: AccountEntity;
  /** Where the news is about one. */
  readonly status?: StatusEntity | undefined;
}

/** Every type of news that this server has. */
export const notificationTypes: readonly NotificationType[] = [
  "mention",
  "status",
  "reblog",
  "follow",
  "follow_request",
  "favourite",
  "update",
  "poll",
  "quote",
  "quoted_update",
];

export const notification: z.ZodType<NotificationEntity> = z.strictObject({
  id: z.string(),
  type: z.enum(notificationTypes),
  group_key: z.string(),
  created_at: instant,
  account,
  status: status.optional(),
});

export function renderNotification(view: NotificationView, reader: Reader): NotificationEntity {
  const { id, type, at } = view.notification;
  return {
    id,
    type,
    group_key: keyOf(view.notification),
    created_at: at.toISOString(),
    account: renderAccount(view.from, reader),
    status: view.status === undefined ? undefined : renderStatus(view.status, reader),
  };
}
