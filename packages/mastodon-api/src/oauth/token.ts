import type { App, GrantedToken, SignIn } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { renderToken, token } from "../entities/token.ts";
import { oauthFailure } from "../failures.ts";
import { coversAll, scopeList } from "../scopes.ts";
import { clientOf, loose } from "./client.ts";

const form = z.object({
  grant_type: loose,
  client_id: loose,
  client_secret: loose,
  code: loose,
  redirect_uri: loose,
  code_verifier: loose,
  scope: loose,
});

type Form = z.infer<typeof form>;

async function byCode(app: App, asked: Form, signIn: SignIn): Promise<GrantedToken> {
  const { code, redirect_uri: redirectUri, code_verifier: verifier } = asked;
  if (code === undefined || redirectUri === undefined) {
    throw oauthFailure("invalid_request", "The code or its redirect_uri is missing.");
  }
  const granted = await signIn.redeem({ app: app.id, code, redirectUri, verifier });
  if (granted === undefined) {
    throw oauthFailure(
      "invalid_grant",
      "The code is invalid, expired, used, or was given for something else.",
    );
  }
  return granted;
}

async function byApp(app: App, asked: Form, signIn: SignIn): Promise<GrantedToken> {
  const wanted = scopeList.safeParse(asked.scope ?? "read");
  if (!wanted.success || !coversAll(app.scopes, wanted.data)) {
    throw oauthFailure("invalid_scope", "The requested scope is unknown, or was not registered.");
  }
  return signIn.grant({ app: app.id, user: undefined, scopes: wanted.data });
}

type Grant = (app: App, asked: Form, signIn: SignIn) => Promise<GrantedToken>;

const grants: ReadonlyMap<string, Grant> = new Map([
  ["authorization_code", byCode],
  ["client_credentials", byApp],
]);

export const giveToken: Endpoint = endpoint({
  method: "POST",
  path: "/oauth/token",
  summary: "Gives an app a token, for a code or for itself.",
  who: "anyone",
  headers: z.object({ authorization: z.string().optional() }),
  body: form,
  reply: token,
  handle: async ({ body, headers, social: { signIn } }) => {
    if (body.grant_type === undefined) throw oauthFailure("invalid_request", "The grant_type is missing.");
    const grant = grants.get(body.grant_type);
    if (grant === undefined) throw oauthFailure("unsupported_grant_type", "There is no such grant here.");
    const app = await clientOf({ ...body, ...headers }, signIn);
    return renderToken(await grant(app, body, signIn));
  },
});
