import { z } from "zod";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { oauthFailure } from "../failures.ts";
import { clientOf, loose } from "./client.ts";

export const revokeToken: Endpoint = endpoint({
  method: "POST",
  path: "/oauth/revoke",
  summary: "Takes a token back (RFC 7009). One that holds no longer is no fault; one of another app is.",
  who: "anyone",
  headers: z.object({ authorization: z.string().optional() }),
  body: z.object({ client_id: loose, client_secret: loose, token: loose, token_type_hint: loose }),
  reply: z.strictObject({}),
  handle: async ({ body, headers, social: { signIn } }) => {
    const app = await clientOf({ ...body, ...headers }, signIn);
    if (body.token === undefined) throw oauthFailure("invalid_request", "The token is missing.");
    const isRevoked = await signIn.revoke(app.id, body.token);
    if (!isRevoked && (await signIn.authenticate(body.token)).ok) {
      throw oauthFailure("unauthorized_client", "You are not authorized to revoke this token");
    }
    return {};
  },
});
