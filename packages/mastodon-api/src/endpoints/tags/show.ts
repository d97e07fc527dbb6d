import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderTag, tag } from "../../entities/tag.ts";

export const showTag: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/tags/:name",
  summary: "Shows a hashtag and its last seven days.",
  who: "anyone",
  params: z.object({
    name: z
      .string()
      .min(1)
      .max(500)
      .regex(/^#?[\p{L}\p{M}\p{N}_·・‌-]+$/u),
  }),
  reply: tag,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, social, reader }) => renderTag(await social.tags.show(params.name), reader),
});
