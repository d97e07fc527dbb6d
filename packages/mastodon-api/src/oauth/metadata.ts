import { z } from "zod";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { scopes } from "../scopes.ts";
import { issuerOf } from "./authorize.ts";

const metadata = z.strictObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: z.string(),
  introspection_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  app_registration_endpoint: z.string(),
  service_documentation: z.string(),
  scopes_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  response_modes_supported: z.array(z.string()),
  grant_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  code_challenge_methods_supported: z.array(z.string()),
  authorization_response_iss_parameter_supported: z.boolean(),
});

export const oauthMetadata: Endpoint = endpoint({
  method: "GET",
  path: "/.well-known/oauth-authorization-server",
  summary: "Tells where and how apps get tokens (RFC 8414).",
  who: "anyone",
  reply: metadata,
  cacheSeconds: 60,
  handle: async ({ social }) => {
    const { origin } = social.instance.settings;
    return {
      issuer: issuerOf(social),
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      introspection_endpoint: `${origin}/oauth/introspect`,
      userinfo_endpoint: `${origin}/oauth/userinfo`,
      app_registration_endpoint: `${origin}/api/v1/apps`,
      service_documentation: "https://docs.joinmastodon.org/",
      scopes_supported: [...scopes],
      response_types_supported: ["code"],
      response_modes_supported: ["query"],
      grant_types_supported: ["authorization_code", "client_credentials"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    };
  },
});
