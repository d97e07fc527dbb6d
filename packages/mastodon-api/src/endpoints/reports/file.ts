import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderReport, report } from "../../entities/report.ts";
import { accountId, flag, list, notOffered, statusId, text } from "../../fields.ts";

export const fileReport: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/reports",
  summary:
    "Reports an account, and statuses of it, to those who moderate; and to its own server where it is forwarded.",
  who: "user",
  scope: "write:reports",
  body: z.object({
    account_id: accountId,
    status_ids: list(statusId),
    comment: text(20_000).optional(),
    forward: flag,
    category: z.enum(["spam", "legal", "violation", "other"]).optional(),
    rule_ids: notOffered,
    collection_ids: notOffered,
  }),
  reply: report,
  refuses: ["not-found", "gone", "invalid"],
  limits: ["reporting"],
  handle: async ({ body, viewer, social, reader }) => {
    const {
      account_id: target,
      status_ids: statuses,
      comment = "",
      forward = false,
      category = "other",
    } = body;
    return renderReport(
      await social.reports.file(viewer, { target, statuses, comment, forward, category }),
      reader,
    );
  },
});
