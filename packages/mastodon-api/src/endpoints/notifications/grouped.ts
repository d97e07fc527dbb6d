import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { groupedNotifications, renderGroups } from "../../entities/notification-group.ts";
import { Failure } from "../../failures.ts";
import { list, pageFields, text } from "../../fields.ts";
import { linked, linkedAs, toPage } from "../../paging.ts";
import { filterFields, groupedTypes, groupFilterOf } from "./filter.ts";

const params = z.object({ group_key: z.string().max(100) });

const filters = z.object({
  ...pageFields(40, 80),
  ...filterFields,
  grouped_types: groupedTypes,
  expand_accounts: text(100)
    .optional()
    .meta({ type: "string", enum: ["full", "partial_avatars"] }),
});

/** As Mastodon does, another word is a malformed request. */
function isPartial(said: string | undefined): boolean {
  if (said === undefined || said === "full") return false;
  if (said === "partial_avatars") return true;
  const error = "The value of 'expand_accounts' has to be 'full' or 'partial_avatars'";
  throw new Failure(400, { error });
}

export const notificationGroups: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/notifications",
  summary: "Lists what the viewer is told, news of one sort together, the latest first.",
  who: "user",
  scope: "read:notifications",
  query: filters,
  reply: groupedNotifications,
  handle: async ({ query, viewer, social, reader }) => {
    const shown = { isPage: true, isPartial: isPartial(query.expand_accounts) };
    const part = await social.notificationGroups.list(viewer, groupFilterOf(query), toPage(query));
    return linkedAs(part, renderGroups(part.items, reader, shown));
  },
});

export const showNotificationGroup: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/notifications/:group_key",
  summary: "Shows one group of notifications.",
  who: "user",
  scope: "read:notifications",
  params,
  query: z.object({ supported_types: list(text(100)) }),
  reply: groupedNotifications,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) => {
    const view = await social.notificationGroups.show(viewer, params.group_key);
    return renderGroups([view], reader, { isPage: false, isPartial: false });
  },
});

export const notificationGroupAccounts: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/notifications/:group_key/accounts",
  summary: "Lists who did what stands in a group of notifications, the latest first.",
  who: "user",
  scope: "read:notifications",
  params,
  query: z.object(pageFields(40, 80)),
  reply: z.array(account),
  handle: async ({ params, query, viewer, social, reader }) => {
    const part = await social.notificationGroups.accounts(viewer, params.group_key, toPage(query));
    return linked(part, (each) => renderAccount(each, reader));
  },
});

export const dismissNotificationGroup: Endpoint = endpoint({
  method: "POST",
  path: "/api/v2/notifications/:group_key/dismiss",
  summary: "Removes a group of notifications.",
  who: "user",
  scope: "write:notifications",
  params,
  reply: z.strictObject({}),
  handle: async ({ params, viewer, social }) => {
    await social.notificationGroups.dismiss(viewer, params.group_key);
    return {};
  },
});

export const clearNotificationGroups: Endpoint = endpoint({
  method: "POST",
  path: "/api/v2/notifications/clear",
  summary: "Removes all notifications.",
  who: "user",
  scope: "write:notifications",
  reply: z.strictObject({}),
  handle: async ({ viewer, social }) => {
    await social.notifications.clear(viewer);
    return {};
  },
});
