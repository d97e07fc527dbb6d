import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { filter, filterAction, renderFilter } from "../../entities/filter.ts";
import { filterId } from "../../fields.ts";
import { expiresIn, keywordWishes, someContexts, titleField } from "./fields.ts";

const params = z.object({ id: filterId });
const terms = {
  filter_action: filterAction.optional(),
  expires_in: expiresIn,
  keywords_attributes: keywordWishes,
};

export const filters: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/filters",
  summary: "Lists the viewer's filters.",
  who: "user",
  scope: "read:filters",
  reply: z.array(filter),
  handle: async ({ viewer, social }) => (await social.filters.all(viewer)).map(renderFilter),
});

export const showFilter: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/filters/:id",
  summary: "Shows a filter.",
  who: "user",
  scope: "read:filters",
  params,
  reply: filter,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => renderFilter(await social.filters.show(viewer, params.id)),
});

export const createFilter: Endpoint = endpoint({
  method: "POST",
  path: "/api/v2/filters",
  summary: "Makes a filter, with keywords.",
  who: "user",
  scope: "write:filters",
  body: z.object({ title: titleField, context: someContexts, ...terms }),
  reply: filter,
  refuses: ["invalid", "limit-reached"],
  handle: async ({ body, viewer, social }) => {
    const { title, context: contexts, filter_action: action, expires_in: expiresInSeconds } = body;
    const wish = { title, contexts, action, expiresInSeconds, keywords: body.keywords_attributes };
    return renderFilter(await social.filters.create(viewer, wish));
  },
});

export const changeFilter: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v2/filters/:id",
  summary: "Changes what is given about a filter, and its keywords.",
  who: "user",
  scope: "write:filters",
  params,
  body: z.object({ title: titleField.optional(), context: someContexts.optional(), ...terms }),
  reply: filter,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, body, viewer, social }) => {
    const wish = {
      ...(body.title === undefined ? {} : { title: body.title }),
      ...(body.context === undefined ? {} : { contexts: body.context }),
      action: body.filter_action,
      expiresInSeconds: body.expires_in,
      keywords: body.keywords_attributes,
    };
    return renderFilter(await social.filters.change(viewer, params.id, wish));
  },
});

export const deleteFilter: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v2/filters/:id",
  summary: "Removes a filter.",
  who: "user",
  scope: "write:filters",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.filters.remove(viewer, params.id);
    return {};
  },
});
