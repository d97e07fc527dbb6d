import { plainToHtml } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import {
  datedText,
  extendedDescription,
  language,
  renderDatedText,
  renderRule,
  renderTerms,
  rule,
  termsOfService,
} from "../../entities/instance-texts.ts";
import { languages } from "../../languages.ts";

export const instanceRules: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/rules",
  summary: "Lists the rules that people here agree to.",
  who: "anyone",
  reply: z.array(rule),
  cacheSeconds: 60,
  handle: async ({ social }) => (await social.about.rules()).map(renderRule),
});

export const instanceDescription: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/extended_description",
  summary: "Shows what this server says of itself at length; empty where it says nothing.",
  who: "anyone",
  reply: extendedDescription,
  cacheSeconds: 60,
  handle: async ({ social, reader }) => {
    const { extendedDescription: text } = await social.about.settings();
    if (text === undefined) return { updated_at: null, content: "" };
    return { updated_at: text.updatedAt.toISOString(), content: plainToHtml(text.text, reader) };
  },
});

export const privacyPolicy: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/privacy_policy",
  summary: "Shows what this server does with what it knows of people.",
  who: "anyone",
  reply: datedText,
  cacheSeconds: 60,
  handle: async ({ social, reader }) => renderDatedText(await social.about.privacyPolicy(), reader),
});

export const terms: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/terms_of_service",
  summary: "Shows the terms that hold, or the first that will.",
  who: "anyone",
  reply: termsOfService,
  refuses: ["not-found"],
  cacheSeconds: 60,
  handle: async ({ social, reader }) => renderTerms(await social.about.terms(), reader),
});

export const termsOfDay: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/terms_of_service/:date",
  summary: "Shows the terms that hold from a day on.",
  who: "anyone",
  params: z.object({ date: z.iso.date() }),
  reply: termsOfService,
  refuses: ["not-found"],
  cacheSeconds: 60,
  handle: async ({ params, social, reader }) => renderTerms(await social.about.terms(params.date), reader),
});

export const instanceLanguages: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance/languages",
  summary: "Lists the languages in which a status can say that it is written.",
  who: "anyone",
  reply: z.array(language),
  cacheSeconds: 3600,
  handle: async () => [...languages],
});
