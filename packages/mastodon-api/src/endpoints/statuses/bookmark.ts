import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { pageFields, statusId } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: statusId });

export const bookmark: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/bookmark",
  summary: "Keeps a status for later; nobody else learns of it.",
  who: "user",
  scope: "write:bookmarks",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.bookmarks.add(viewer, params.id), reader),
});

export const unbookmark: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/unbookmark",
  summary: "Takes a status out of the viewer's bookmarks.",
  who: "user",
  scope: "write:bookmarks",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.bookmarks.remove(viewer, params.id), reader),
});

export const bookmarks: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/bookmarks",
  summary: "Lists the viewer's bookmarks, the latest first.",
  who: "user",
  scope: "read:bookmarks",
  query: z.object(pageFields(20, 40)),
  reply: z.array(status),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.bookmarks.of(viewer, toPage(query)), (view) => renderStatus(view, reader)),
});
