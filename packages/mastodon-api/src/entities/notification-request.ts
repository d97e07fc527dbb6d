import type { RequestView } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { instant } from "./instant.ts";
import type { Reader } from "./reader.ts";
import { renderStatus, status, type StatusEntity } from "./status.ts";

/** Somebody whose news is held back, and who would like to be let through. */
export interface NotificationRequestEntity {
  readonly id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly account: AccountEntity;
  /** Digits: a hundred stands for all that is more. */
  readonly notifications_count: string;
  readonly last_status?: StatusEntity | undefined;
}

export const notificationRequest: z.ZodType<NotificationRequestEntity> = z.strictObject({
  id: z.string(),
  created_at: instant,
  updated_at: instant,
  account,
  notifications_count: z.string(),
  last_status: status.optional(),
});

export function renderNotificationRequest(
  { request, from, lastStatus }: RequestView,
  reader: Reader,
): NotificationRequestEntity {
  return {
    id: request.id,
    created_at: request.createdAt.toISOString(),
    updated_at: request.updatedAt.toISOString(),
    account: renderAccount(from, reader),
    notifications_count: String(request.count),
    last_status: lastStatus === undefined ? undefined : renderStatus(lastStatus, reader),
  };
}
