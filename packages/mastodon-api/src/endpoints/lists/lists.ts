import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { list, renderList, repliesPolicy } from "../../entities/list.ts";
import { accountId, flag, listId, text } from "../../fields.ts";

const params = z.object({ id: listId });
const choices = { replies_policy: repliesPolicy.optional(), exclusive: flag };
const title = text(1000);

export const lists: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/lists",
  summary: "Lists the viewer's lists.",
  who: "user",
  scope: "read:lists",
  reply: z.array(list),
  handle: async ({ viewer, social }) => (await social.lists.all(viewer)).map(renderList),
});

export const showList: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/lists/:id",
  summary: "Shows a list.",
  who: "user",
  scope: "read:lists",
  params,
  reply: list,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => renderList(await social.lists.show(viewer, params.id)),
});

export const createList: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/lists",
  summary: "Makes a list, which nobody else sees.",
  who: "user",
  scope: "write:lists",
  body: z.object({ title, ...choices }),
  reply: list,
  refuses: ["invalid", "limit-reached"],
  handle: async ({ body, viewer, social }) => {
    const { title: said, replies_policy: policy, exclusive } = body;
    return renderList(await social.lists.create(viewer, { title: said, repliesPolicy: policy, exclusive }));
  },
});

export const changeList: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/lists/:id",
  summary: "Changes what is given about a list.",
  who: "user",
  scope: "write:lists",
  params,
  body: z.object({ title: title.optional(), ...choices }),
  reply: list,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, body, viewer, social }) => {
    const change = {
      ...(body.title === undefined ? {} : { title: body.title }),
      ...(body.replies_policy === undefined ? {} : { repliesPolicy: body.replies_policy }),
      ...(body.exclusive === undefined ? {} : { exclusive: body.exclusive }),
    };
    return renderList(await social.lists.change(viewer, params.id, change));
  },
});

export const deleteList: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/lists/:id",
  summary: "Removes a list; its members stay followed.",
  who: "user",
  scope: "write:lists",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.lists.remove(viewer, params.id);
    return {};
  },
});

export const listsOfAccount: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/lists",
  summary: "Lists those of the viewer's lists that hold an account.",
  who: "user",
  scope: "read:lists",
  params: z.object({ id: accountId }),
  reply: z.array(list),
  refuses: ["not-found", "gone"],
  handle: async ({ params, viewer, social }) => {
    await social.accounts.show(params.id);
    return (await social.lists.holding(viewer, params.id)).map(renderList);
  },
});
