import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { customEmoji } from "../../entities/emoji.ts";

export const customEmojis: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/custom_emojis",
  summary: "Lists the emoji of this server. It has none.",
  who: "anyone",
  reply: z.array(customEmoji),
  cacheSeconds: 60,
  handle: async () => [],
});
