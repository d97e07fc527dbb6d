import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { filterKeyword, renderFilterKeyword } from "../../entities/filter.ts";
import { filterId, flag, partId } from "../../fields.ts";
import { keywordField } from "./fields.ts";

const params = z.object({ id: partId });
const ofFilter = z.object({ filter_id: filterId });
const body = z.object({ keyword: keywordField, whole_word: flag });

export const filterKeywords: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/filters/:filter_id/keywords",
  summary: "Lists the keywords of a filter.",
  who: "user",
  scope: "read:filters",
  params: ofFilter,
  reply: z.array(filterKeyword),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) =>
    (await social.filters.show(viewer, params.filter_id)).keywords.map(renderFilterKeyword),
});

export const addFilterKeyword: Endpoint = endpoint({
  method: "POST",
  path: "/api/v2/filters/:filter_id/keywords",
  summary: "Adds a keyword to a filter.",
  who: "user",
  scope: "write:filters",
  params: ofFilter,
  body,
  reply: filterKeyword,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, body, viewer, social }) => {
    const wish = { keyword: body.keyword, wholeWord: body.whole_word };
    return renderFilterKeyword(await social.filters.addKeyword(viewer, params.filter_id, wish));
  },
});

export const showFilterKeyword: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/filters/keywords/:id",
  summary: "Shows a keyword of a filter.",
  who: "user",
  scope: "read:filters",
  params,
  reply: filterKeyword,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) =>
    renderFilterKeyword((await social.filters.showKeyword(viewer, params.id)).part),
});

export const changeFilterKeyword: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v2/filters/keywords/:id",
  summary: "Changes a keyword of a filter.",
  who: "user",
  scope: "write:filters",
  params,
  body,
  reply: filterKeyword,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, body, viewer, social }) => {
    const wish = { keyword: body.keyword, wholeWord: body.whole_word };
    return renderFilterKeyword(await social.filters.changeKeyword(viewer, params.id, wish));
  },
});

export const deleteFilterKeyword: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v2/filters/keywords/:id",
  summary: "Removes a keyword from its filter.",
  who: "user",
  scope: "write:filters",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.filters.removeKeyword(viewer, params.id);
    return {};
  },
});
