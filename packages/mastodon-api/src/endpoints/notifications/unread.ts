import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { limit } from "../../fields.ts";
import { filterFields, filterOf, groupedTypes, groupFilterOf } from "./filter.ts";

const fields = { limit: limit(100, 1000), ...filterFields };
const reply = z.strictObject({ count: z.int() });

export const unreadCount: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/notifications/unread_count",
  summary: "Counts what came after the viewer's marker, no further than the limit.",
  who: "user",
  scope: "read:notifications",
  query: z.object(fields),
  reply,
  handle: async ({ query, viewer, social }) => ({
    count: await social.notifications.countUnread(viewer, filterOf(query), query.limit),
  }),
});

export const unreadGroupCount: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/notifications/unread_count",
  summary: "Counts groups with something that came after the viewer's marker, no further than the limit.",
  who: "user",
  scope: "read:notifications",
  query: z.object({ ...fields, grouped_types: groupedTypes }),
  reply,
  handle: async ({ query, viewer, social }) => ({
    count: await social.notificationGroups.countUnread(viewer, groupFilterOf(query), query.limit),
  }),
});
