import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { notificationRequest, renderNotificationRequest } from "../../entities/notification-request.ts";
import { list, notificationRequestId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: notificationRequestId });
const several = z.object({
  id: list(notificationRequestId).refine((ids) => ids.length > 0, "can't be blank"),
});
const nothing = z.strictObject({});

export const notificationRequests: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/notifications/requests",
  summary: "Lists those whose news is held back, the latest first.",
  who: "user",
  scope: "read:notifications",
  query: z.object(pageFields(40, 80)),
  reply: z.array(notificationRequest),
  handle: async ({ query, viewer, social, reader }) => {
    const part = await social.notificationRequests.list(viewer, toPage(query));
    return linked(part, (view) => renderNotificationRequest(view, reader));
  },
});

export const showNotificationRequest: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/notifications/requests/:id",
  summary: "Shows one whose news is held back.",
  who: "user",
  scope: "read:notifications",
  params,
  reply: notificationRequest,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderNotificationRequest(await social.notificationRequests.show(viewer, params.id), reader),
});

export const notificationRequestsMerged: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/notifications/requests/merged",
  summary: "Says whether all news that was let through is among the notifications by now.",
  who: "user",
  scope: "read:notifications",
  reply: z.strictObject({ merged: z.boolean() }),
  handle: async ({ viewer, social }) => ({ merged: await social.notificationRequests.isMerged(viewer) }),
});

type Answer = "accept" | "dismiss";

const meanings: Record<Answer, string> = {
  accept: "Lets through those whose news is held back, from now on too",
  dismiss: "Removes what is held back",
};

function answerOne(answer: Answer): Endpoint {
  return endpoint({
    method: "POST",
    path: `/api/v1/notifications/requests/:id/${answer}`,
    summary: `${meanings[answer]}, for one request.`,
    who: "user",
    scope: "write:notifications",
    params,
    reply: nothing,
    refuses: ["not-found"],
    handle: async ({ params, viewer, social }) => {
      await social.notificationRequests.show(viewer, params.id);
      await social.notificationRequests[answer](viewer, [params.id]);
      return {};
    },
  });
}

function answerSeveral(answer: Answer): Endpoint {
  return endpoint({
    method: "POST",
    path: `/api/v1/notifications/requests/${answer}`,
    summary: `${meanings[answer]}, for several requests.`,
    who: "user",
    scope: "write:notifications",
    body: several,
    reply: nothing,
    handle: async ({ body, viewer, social }) => {
      await social.notificationRequests[answer](viewer, body.id);
      return {};
    },
  });
}

export const answerNotificationRequests: readonly Endpoint[] = [
  answerOne("accept"),
  answerOne("dismiss"),
  answerSeveral("accept"),
  answerSeveral("dismiss"),
];
