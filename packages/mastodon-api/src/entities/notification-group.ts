import { type Account, type GroupView, groupableTypes, type NotificationType } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { exactInteger, wholeId } from "./exact-integer.ts";
import { instant } from "./instant.ts";
import { notificationTypes } from "./notification.ts";
import type { Reader } from "./reader.ts";
import { renderStatus, status, type StatusEntity } from "./status.ts";

/** News of one sort. */
export interface NotificationGroupEntity {
  readonly group_key: string;
  readonly notifications_count: number;
  readonly type: NotificationType;
  readonly most_recent_notification_id: number;
  /** The oldest and newest of the group on this page, and the time of the newest; only in lists. */
  readonly page_min_id?: string | undefined;
  readonly page_max_id?: string | undefined;
  readonly latest_page_notification_at?: string | undefined;
  readonly sample_account_ids: readonly string[];
  /** Where the news is about one. */
  readonly status_id?: string | undefined;
}

/** Somebody, with no more than it takes to show their picture. */
export type PartialAccountEntity = Pick<
  AccountEntity,
  "id" | "acct" | "url" | "avatar" | "avatar_static" | "avatar_description" | "locked" | "bot"
>;

/** Groups of news, with the accounts and statuses that they name, each once. */
export interface GroupedNotificationsEntity {
  readonly accounts: readonly AccountEntity[];
  readonly partial_accounts?: readonly PartialAccountEntity[] | undefined;
  readonly statuses: readonly StatusEntity[];
  readonly notification_groups: readonly NotificationGroupEntity[];
}

export const notificationGroup: z.ZodType<NotificationGroupEntity> = z.strictObject({
  group_key: z.string(),
  notifications_count: z.int(),
  type: z.enum(notificationTypes),
  most_recent_notification_id: wholeId,
  page_min_id: z.string().optional(),
  page_max_id: z.string().optional(),
  latest_page_notification_at: instant.optional(),
  sample_account_ids: z.array(z.string()),
  status_id: z.string().optional(),
});

const partialAccount: z.ZodType<PartialAccountEntity> = z.strictObject({
  id: z.string(),
  acct: z.string(),
  url: z.string(),
  avatar: z.string(),
  avatar_static: z.string(),
  avatar_description: z.string(),
  locked: z.boolean(),
  bot: z.boolean(),
});

export const groupedNotifications: z.ZodType<GroupedNotificationsEntity> = z.strictObject({
  accounts: z.array(account),
  partial_accounts: z.array(partialAccount).optional(),
  statuses: z.array(status),
  notification_groups: z.array(notificationGroup),
});

/** What of groups is shown besides what each of them has. */
export interface GroupsShown {
  /** Whether they are part of a list. */
  readonly isPage: boolean;
  /** Whether all but the latest of each group are shown in part alone. */
  readonly isPartial: boolean;
}

export function renderGroups(
  views: readonly GroupView[],
  reader: Reader,
  { isPage, isPartial }: GroupsShown,
): GroupedNotificationsEntity {
  const whole = unique(
    views.flatMap((view) => (isWhole(view, isPartial) ? view.people : view.people.slice(0, 1))),
  );
  const named = new Set(whole.map(({ id }) => id));
  const rest = unique(views.flatMap(({ people }) => people)).filter(({ id }) => !named.has(id));
  const statuses = new Map(
    views.flatMap(({ status }) => (status === undefined ? [] : [[status.status.id, status]])),
  );
  return {
    accounts: whole.map((each) => renderAccount(each, reader)),
    partial_accounts: isPartial ? rest.map((each) => inPart(renderAccount(each, reader))) : undefined,
    statuses: [...statuses.values()].map((each) => renderStatus(each, reader)),
    notification_groups: views.map((view) => renderGroup(view, isPage)),
  };
}

/** Of news that is never in a group there is one alone who did it. */
function isWhole({ group }: GroupView, isPartial: boolean): boolean {
  return !isPartial || !groupableTypes.includes(group.latest.type);
}

function unique(people: readonly Account[]): readonly Account[] {
  return [...new Map(people.map((each) => [each.id, each])).values()];
}

function inPart(entity: AccountEntity): PartialAccountEntity {
  const { id, acct, url, avatar, avatar_static, avatar_description, locked, bot } = entity;
  return { id, acct, url, avatar, avatar_static, avatar_description, locked, bot };
}

function renderGroup({ group, people }: GroupView, isPage: boolean): NotificationGroupEntity {
  const { latest } = group;
  const page = {
    page_min_id: group.earliest,
    page_max_id: latest.id,
    latest_page_notification_at: latest.at.toISOString(),
  };
  return {
    group_key: group.key,
    notifications_count: group.count,
    type: latest.type,
    most_recent_notification_id: exactInteger(group.mostRecent),
    ...(isPage ? page : {}),
    sample_account_ids: people.map(({ id }) => id),
    status_id: latest.status,
  };
}
