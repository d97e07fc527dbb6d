import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { pageFields, statusId } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: statusId });

export const favourite: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/favourite",
  summary: "Adds a status to the viewer's favourites.",
  who: "user",
  scope: "write:favourites",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.favourites.add(viewer, params.id), reader),
});

export const unfavourite: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/unfavourite",
  summary: "Takes a status out of the viewer's favourites.",
  who: "user",
  scope: "write:favourites",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.favourites.remove(viewer, params.id), reader),
});

export const favouritedBy: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id/favourited_by",
  summary: "Lists who favourited a status.",
  who: "anyone",
  scope: "read:statuses",
  params,
  query: z.object(pageFields(40, 80)),
  reply: z.array(account),
  refuses: ["not-found"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.favourites.by(viewer, params.id, toPage(query)), (one) => renderAccount(one, reader)),
});

export const favourites: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/favourites",
  summary: "Lists the viewer's favourites, the latest first.",
  who: "user",
  scope: "read:favourites",
  query: z.object(pageFields(20, 40)),
  reply: z.array(status),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.favourites.of(viewer, toPage(query)), (view) => renderStatus(view, reader)),
});
