import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { conversation, renderConversation } from "../../entities/conversation.ts";
import { conversationId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: conversationId });

export const conversations: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/conversations",
  summary: "Lists the viewer's conversations by direct statuses, newest first; paged by their last statuses.",
  who: "user",
  scope: "read:statuses",
  query: z.object(pageFields(20, 40)),
  reply: z.array(conversation),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.conversations.list(viewer, toPage(query)), (view) =>
      renderConversation(view, reader),
    ),
});

const marking = {
  method: "POST",
  who: "user",
  scope: "write:conversations",
  params,
  reply: conversation,
  refuses: ["not-found"],
} as const;

export const readConversation: Endpoint = endpoint({
  ...marking,
  path: "/api/v1/conversations/:id/read",
  summary: "Says that the viewer has read a conversation.",
  handle: async ({ params, viewer, social, reader }) =>
    renderConversation(await social.conversations.mark(viewer, params.id, false), reader),
});

export const unreadConversation: Endpoint = endpoint({
  ...marking,
  path: "/api/v1/conversations/:id/unread",
  summary: "Says that the viewer has yet to read a conversation.",
  handle: async ({ params, viewer, social, reader }) =>
    renderConversation(await social.conversations.mark(viewer, params.id, true), reader),
});

export const removeConversation: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/conversations/:id",
  summary: "Removes a conversation from the viewer's list, until its next status.",
  who: "user",
  scope: "write:conversations",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.conversations.remove(viewer, params.id);
    return {};
  },
});
