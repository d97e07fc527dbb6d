import type { NotificationPolicy, Reception } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import {
  notificationPolicy,
  notificationPolicyV1,
  reception,
  renderNotificationPolicy,
  renderNotificationPolicyV1,
} from "../../entities/notification-policy.ts";
import { flag } from "../../fields.ts";

const path = "/api/v2/notifications/policy";
const firstPath = "/api/v1/notifications/policy";

const change = z.object({
  for_not_following: reception.optional(),
  for_not_followers: reception.optional(),
  for_new_accounts: reception.optional(),
  for_private_mentions: reception.optional(),
  for_limited_accounts: reception.optional(),
});

const firstChange = z.object({
  filter_not_following: flag,
  filter_not_followers: flag,
  filter_new_accounts: flag,
  filter_private_mentions: flag,
});

type Said = { readonly [Sort in keyof NotificationPolicy]?: Reception | undefined };

/** What was left out stays as it is. */
function given(said: Said): Partial<NotificationPolicy> {
  return Object.fromEntries(Object.entries(said).filter(([, word]) => word !== undefined));
}

const word = (isHeld: boolean | undefined): Reception | undefined =>
  isHeld === undefined ? undefined : isHeld ? "filter" : "accept";

export const showNotificationPolicy: Endpoint = endpoint({
  method: "GET",
  path,
  summary: "Shows what becomes of news from strangers, and how much is held back.",
  who: "user",
  scope: "read:notifications",
  reply: notificationPolicy,
  handle: async ({ viewer, social }) =>
    renderNotificationPolicy(await social.notificationRequests.policy(viewer)),
});

function changing(method: "PATCH" | "PUT"): Endpoint {
  return endpoint({
    method,
    path,
    summary: "Changes what becomes of news from strangers.",
    who: "user",
    scope: "write:notifications",
    body: change,
    reply: notificationPolicy,
    handle: async ({ body, viewer, social }) => {
      const said = {
        notFollowing: body.for_not_following,
        notFollowers: body.for_not_followers,
        newAccounts: body.for_new_accounts,
        privateMentions: body.for_private_mentions,
        limitedAccounts: body.for_limited_accounts,
      };
      return renderNotificationPolicy(await social.notificationRequests.changePolicy(viewer, given(said)));
    },
  });
}

export const showNotificationPolicyV1: Endpoint = endpoint({
  method: "GET",
  path: firstPath,
  summary: "Shows what becomes of news from strangers, as version 1 says it.",
  who: "user",
  scope: "read:notifications",
  reply: notificationPolicyV1,
  handle: async ({ viewer, social }) =>
    renderNotificationPolicyV1(await social.notificationRequests.policy(viewer)),
});

function changingV1(method: "PATCH" | "PUT"): Endpoint {
  return endpoint({
    method,
    path: firstPath,
    summary: "Changes what becomes of news from strangers, as version 1 says it.",
    who: "user",
    scope: "write:notifications",
    body: firstChange,
    reply: notificationPolicyV1,
    handle: async ({ body, viewer, social }) => {
      const said = {
        notFollowing: word(body.filter_not_following),
        notFollowers: word(body.filter_not_followers),
        newAccounts: word(body.filter_new_accounts),
        privateMentions: word(body.filter_private_mentions),
      };
      return renderNotificationPolicyV1(await social.notificationRequests.changePolicy(viewer, given(said)));
    },
  });
}

/** Both verbs, as Mastodon takes them. */
export const changeNotificationPolicies: readonly Endpoint[] = [
  changing("PATCH"),
  changing("PUT"),
  changingV1("PATCH"),
  changingV1("PUT"),
];
