import type { StatusView } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { poll, type PollEntity } from "../../entities/poll.ts";
import type { Reader } from "../../entities/reader.ts";
import { renderStatus } from "../../entities/status.ts";
import { recordNotFound } from "../../failures.ts";
import { list, statusId, wholeNumber } from "../../fields.ts";

const params = z.object({ id: statusId });

function pollOf(view: StatusView, reader: Reader): PollEntity {
  const shown = renderStatus(view, reader).poll;
  if (shown === null) throw recordNotFound();
  return shown;
}

export const showPoll: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/polls/:id",
  summary: "Shows a poll; how one of another server stands is asked for anew.",
  who: "anyone",
  scope: "read:statuses",
  params,
  reply: poll,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    pollOf(await social.polls.show(viewer, params.id), reader),
});

export const votePoll: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/polls/:id/votes",
  summary: "Chooses options of a poll by their place.",
  who: "user",
  scope: "write:statuses",
  params,
  body: z.object({ choices: list(wholeNumber(0, 1000)) }),
  reply: poll,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, body, viewer, social, reader }) =>
    pollOf(await social.polls.vote(viewer, params.id, body.choices), reader),
});
