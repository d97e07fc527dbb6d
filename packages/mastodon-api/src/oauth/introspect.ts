import { z } from "zod";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { oauthFailure } from "../failures.ts";
import { clientOf, loose } from "./client.ts";

const introspection = z.strictObject({
  active: z.boolean(),
  scope: z.string().optional(),
  client_id: z.string().optional(),
  token_type: z.literal("Bearer").optional(),
  sub: z.string().optional(),
  username: z.string().optional(),
  iss: z.string().optional(),
});

export const introspectToken: Endpoint = endpoint({
  method: "POST",
  path: "/oauth/introspect",
  summary: "Tells an app whether a token of its own holds, and for what (RFC 7662).",
  who: "anyone",
  headers: z.object({ authorization: z.string().optional() }),
  body: z.object({ client_id: loose, client_secret: loose, token: loose, token_type_hint: loose }),
  reply: introspection,
  handle: async ({ body, headers, social }) => {
    const app = await clientOf({ ...body, ...headers }, social.signIn);
    if (body.token === undefined) throw oauthFailure("invalid_request", "The token is missing.");
    const answer = await social.signIn.authenticate(body.token);
    // What is another app's is told apart from what is nothing as little as possible.
    if (!answer.ok || answer.value.app.id !== app.id) return { active: false };
    const { scopes, account } = answer.value;
    const owner = account === undefined ? undefined : await social.accounts.show(account);
    return {
      active: true,
      scope: scopes.join(" "),
      client_id: app.clientId,
      token_type: "Bearer" as const,
      iss: `${social.instance.settings.origin}/`,
      ...(owner === undefined ? {} : { sub: owner.uri, username: owner.username }),
    };
  },
});
