import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderTranslation, translation } from "../../entities/translation.ts";
import { statusId, text } from "../../fields.ts";

export const translateStatus: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/translate",
  summary: "Translates a status that everybody may read, where the server has somebody who does.",
  who: "user",
  scope: "read:statuses",
  params: z.object({ id: statusId }),
  body: z.object({
    lang: z.preprocess((lang) => (lang === "" ? undefined : lang), text(35).optional()).optional(),
  }),
  reply: translation,
  refuses: ["not-found", "not-allowed", "unreachable"],
  handle: async ({ params, body, viewer, social, reader }) =>
    renderTranslation(await social.translation.translate(viewer, params.id, body.lang), reader),
});

export const translationLanguages: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/translation_languages",
  summary: "Shows into which languages statuses can be translated, by the language that they are in.",
  who: "anyone",
  reply: z.record(z.string(), z.array(z.string())),
  refuses: ["unreachable"],
  cacheSeconds: 300,
  handle: async ({ social }) =>
    Object.fromEntries([...(await social.translation.languages())].map(([from, to]) => [from, [...to]])),
});
