import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderToken, token } from "../../entities/token.ts";
import { flag, text } from "../../fields.ts";

/** What is missing or wrong is for the use case to say, with all the rest that is. */
const said = text(2000).optional();

const wish = z.object({
  username: said,
  email: said,
  password: said,
  agreement: flag.catch(false),
  locale: said,
  reason: said,
  date_of_birth: said,
  invite_code: said,
});

export const signUp: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts",
  summary: "Makes an account. The token is good for nothing until the address of mail is confirmed.",
  who: "app",
  scope: "write:accounts",
  body: wish,
  reply: token,
  refuses: ["invalid", "not-allowed"],
  limits: ["sign-up"],
  handle: async ({ body, principal, social }) => {
    const { username = "", email = "", password = "", agreement = false, reason } = body;
    const { locale, date_of_birth: dateOfBirth, invite_code: invite } = body;
    const given = { username, email, password, agreement, locale, reason, dateOfBirth, invite };
    return renderToken(await social.signUps.signUpWith(principal.app, given));
  },
});
