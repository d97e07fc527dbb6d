import { z } from "zod";
import { endpoint, type Endpoint } from "../endpoint.ts";
import {
  application,
  credentialApplication,
  renderApplication,
  renderCredentialApplication,
} from "../entities/application.ts";
import { filledText, text } from "../fields.ts";
import { scopeList } from "../scopes.ts";
import { isRedirectUri } from "./redirects.ts";

/** One to a line, or a list. */
const redirectUris = z
  .preprocess(
    (value) => (typeof value === "string" ? value.split(/\s+/).filter((uri) => uri !== "") : value),
    z
      .array(z.string("is invalid").refine(isRedirectUri, "must be an HTTPS/SSL URI."))
      .min(1, "can't be blank")
      .max(20),
  )
  .meta({ type: "array", items: { type: "string" } });

const website = text(2000)
  .refine((uri) => uri === "" || /^https?:\/\//i.test(uri), "must be a valid URL")
  .transform((uri) => (uri === "" ? undefined : uri))
  .optional();

const registration = z.object({
  client_name: filledText(60),
  redirect_uris: redirectUris,
  scopes: scopeList.optional(),
  website,
});

export const registerApp: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/apps",
  summary: "Registers an app. The secret is shown this once.",
  who: "anyone",
  body: registration,
  reply: credentialApplication,
  refuses: ["invalid"],
  limits: ["app registration"],
  handle: async ({ body, social }) => {
    const { client_name: name, redirect_uris: redirectUris, website, scopes = [] } = body;
    const granted = scopes.length === 0 ? ["read"] : scopes;
    const { app, secret } = await social.signIn.registerApp({ name, website, redirectUris, scopes: granted });
    return renderCredentialApplication(app, { secret, vapidKey: social.push.serverKey ?? "" });
  },
});

export const verifyApp: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/apps/verify_credentials",
  summary: "Shows the app that a token belongs to.",
  who: "app",
  reply: application,
  handle: async ({ principal, social }) => renderApplication(principal.app, social.push.serverKey ?? ""),
});
