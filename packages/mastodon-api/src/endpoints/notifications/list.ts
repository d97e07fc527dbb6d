import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { notification, renderNotification } from "../../entities/notification.ts";
import { notificationId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";
import { filterFields, filterOf } from "./filter.ts";

const params = z.object({ id: notificationId });

export const notifications: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/notifications",
  summary: "Lists what the viewer is told, the latest first.",
  who: "user",
  scope: "read:notifications",
  query: z.object({ ...pageFields(40, 80), ...filterFields }),
  reply: z.array(notification),
  handle: async ({ query, viewer, social, reader }) => {
    const part = await social.notifications.list(viewer, filterOf(query), toPage(query));
    return linked(part, (view) => renderNotification(view, reader));
  },
});

export const showNotification: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/notifications/:id",
  summary: "Shows one notification.",
  who: "user",
  scope: "read:notifications",
  params,
  reply: notification,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderNotification(await social.notifications.show(viewer, params.id), reader),
});

export const dismissNotification: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/notifications/:id/dismiss",
  summary: "Removes one notification.",
  who: "user",
  scope: "write:notifications",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.notifications.dismiss(viewer, params.id);
    return {};
  },
});

export const clearNotifications: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/notifications/clear",
  summary: "Removes all notifications.",
  who: "user",
  scope: "write:notifications",
  reply: z.strictObject({}),
  handle: async ({ viewer, social }) => {
    await social.notifications.clear(viewer);
    return {};
  },
});
