import { z } from "zod";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { issuerOf } from "./authorize.ts";

const userInfo = z.strictObject({
  iss: z.string(),
  sub: z.string(),
  name: z.string(),
  preferred_username: z.string(),
  profile: z.string(),
  picture: z.string(),
});

const userInfoBy = (method: "GET" | "POST"): Endpoint =>
  endpoint({
    method,
    path: "/oauth/userinfo",
    summary: "Tells whose account a token is for, as OpenID Connect names things.",
    who: "user",
    scope: "profile",
    reply: userInfo,
    handle: async ({ viewer, social }) => {
      const account = await social.accounts.show(viewer);
      return {
        iss: issuerOf(social),
        sub: account.uri,
        name: account.displayName,
        preferred_username: account.username,
        profile: account.url,
        picture: account.avatarUrl ?? `${social.instance.settings.origin}/avatars/original/missing.png`,
      };
    },
  });

export const showUserInfo: Endpoint = userInfoBy("GET");
export const postUserInfo: Endpoint = userInfoBy("POST");
