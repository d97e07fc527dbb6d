import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { customEmoji, renderOwnEmoji } from "../../entities/emoji.ts";

export const customEmojis: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/custom_emojis",
  summary: "Lists the emoji that this server offers to writers.",
  who: "anyone",
  reply: z.array(customEmoji),
  cacheSeconds: 60,
  handle: async ({ social }) =>
    (await social.emojis.list()).filter(({ isListed }) => isListed).map(renderOwnEmoji),
});
