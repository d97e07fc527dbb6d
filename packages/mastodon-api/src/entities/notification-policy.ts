import type { NotificationPolicy, PolicyView, Reception } from "@trunkline/social";
import { z } from "zod";

interface Summary {
  readonly pending_requests_count: number;
  readonly pending_notifications_count: number;
}

/** What somebody wants to hear of whom. */
export interface NotificationPolicyEntity {
  readonly for_not_following: Reception;
  readonly for_not_followers: Reception;
  readonly for_new_accounts: Reception;
  readonly for_private_mentions: Reception;
  readonly for_limited_accounts: Reception;
  readonly summary: Summary;
}

/** The same as version 1 has it, which knows of holding back alone. */
export interface NotificationPolicyV1Entity {
  readonly filter_not_following: boolean;
  readonly filter_not_followers: boolean;
  readonly filter_new_accounts: boolean;
  readonly filter_private_mentions: boolean;
  readonly summary: Summary;
}

export const reception: z.ZodType<Reception> = z.enum(["accept", "filter", "drop"]);

const summary = z.strictObject({ pending_requests_count: z.int(), pending_notifications_count: z.int() });

export const notificationPolicy: z.ZodType<NotificationPolicyEntity> = z.strictObject({
  for_not_following: reception,
  for_not_followers: reception,
  for_new_accounts: reception,
  for_private_mentions: reception,
  for_limited_accounts: reception,
  summary,
});

export const notificationPolicyV1: z.ZodType<NotificationPolicyV1Entity> = z.strictObject({
  filter_not_following: z.boolean(),
  filter_not_followers: z.boolean(),
  filter_new_accounts: z.boolean(),
  filter_private_mentions: z.boolean(),
  summary,
});

function renderSummary({ heldBack }: PolicyView): Summary {
  return {
    pending_requests_count: heldBack.requests,
    pending_notifications_count: heldBack.notifications,
  };
}

export function renderNotificationPolicy(view: PolicyView): NotificationPolicyEntity {
  const { policy } = view;
  return {
    for_not_following: policy.notFollowing,
    for_not_followers: policy.notFollowers,
    for_new_accounts: policy.newAccounts,
    for_private_mentions: policy.privateMentions,
    for_limited_accounts: policy.limitedAccounts,
    summary: renderSummary(view),
  };
}

export function renderNotificationPolicyV1(view: PolicyView): NotificationPolicyV1Entity {
  const isStrict = (sort: keyof NotificationPolicy): boolean => view.policy[sort] !== "accept";
  return {
    filter_not_following: isStrict("notFollowing"),
    filter_not_followers: isStrict("notFollowers"),
    filter_new_accounts: isStrict("newAccounts"),
    filter_private_mentions: isStrict("privateMentions"),
    summary: renderSummary(view),
  };
}
