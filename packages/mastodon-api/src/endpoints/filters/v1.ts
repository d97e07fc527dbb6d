import type { FilterWish } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { filterV1, renderFilterV1 } from "../../entities/filter.ts";
import { invalid } from "../../failures.ts";
import { flag, partId } from "../../fields.ts";
import { expiresIn, keywordField, someContexts } from "./fields.ts";

const params = z.object({ id: partId });
const body = z.object({
  phrase: keywordField,
  context: someContexts,
  irreversible: flag,
  whole_word: flag,
  expires_in: expiresIn,
});

function termsOf({
  context: contexts,
  irreversible,
  expires_in: expiresInSeconds,
}: z.infer<typeof body>): Omit<FilterWish, "title"> {
  return { contexts, action: irreversible === true ? "hide" : "warn", expiresInSeconds };
}

export const filtersV1: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/filters",
  summary: "Lists the keywords of the viewer's filters, each as a filter of its own.",
  who: "user",
  scope: "read:filters",
  reply: z.array(filterV1),
  handle: async ({ viewer, social }) =>
    (await social.filters.all(viewer)).flatMap((filter) =>
      filter.keywords.map((keyword) => renderFilterV1(filter, keyword)),
    ),
});

export const showFilterV1: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/filters/:id",
  summary: "Shows a keyword as a filter of its own.",
  who: "user",
  scope: "read:filters",
  params,
  reply: filterV1,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    const { filter, part } = await social.filters.showKeyword(viewer, params.id);
    return renderFilterV1(filter, part);
  },
});

export const createFilterV1: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/filters",
  summary: "Makes a filter of one keyword.",
  who: "user",
  scope: "write:filters",
  body,
  reply: filterV1,
  refuses: ["invalid", "limit-reached"],
  handle: async ({ body, viewer, social }) => {
    const keywords = [{ keyword: body.phrase, wholeWord: body.whole_word }];
    const title = Array.from(body.phrase).slice(0, 256).join("");
    const filter = await social.filters.create(viewer, { title, ...termsOf(body), keywords });
    const [keyword] = filter.keywords;
    if (keyword === undefined) throw new Error(`The filter ${filter.id} has lost its keyword.`);
    return renderFilterV1(filter, keyword);
  },
});

export const changeFilterV1: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/filters/:id",
  summary: "Changes a filter of one keyword.",
  who: "user",
  scope: "write:filters",
  params,
  body,
  reply: filterV1,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, body, viewer, social }) => {
    const { filter: former } = await social.filters.showKeyword(viewer, params.id);
    if (former.keywords.length > 1)
      throw invalid("This filter has several keywords; change it with the newer API");
    const keywords = [{ id: params.id, keyword: body.phrase, wholeWord: body.whole_word }];
    await social.filters.change(viewer, former.id, { ...termsOf(body), keywords });
    const { filter, part } = await social.filters.showKeyword(viewer, params.id);
    return renderFilterV1(filter, part);
  },
});

export const deleteFilterV1: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/filters/:id",
  summary: "Removes a keyword, and the filter with its last one.",
  who: "user",
  scope: "write:filters",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    const { filter } = await social.filters.showKeyword(viewer, params.id);
    const isLast = filter.keywords.length + filter.statuses.length === 1;
    if (isLast) await social.filters.remove(viewer, filter.id);
    else await social.filters.removeKeyword(viewer, params.id);
    return {};
  },
});
