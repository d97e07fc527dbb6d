import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { forbidden } from "../../failures.ts";
import { text } from "../../fields.ts";

export const resendConfirmation: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/emails/confirmations",
  summary: "Sends the letter that confirms an address again, to another one where that is given.",
  who: "user",
  evenNewcomers: true,
  scope: "write:accounts",
  body: z.object({ email: text(320).optional() }),
  reply: z.strictObject({}),
  refuses: ["invalid", "not-allowed"],
  limits: ["letters to a user", "letters from a client"],
  handle: async ({ body: { email }, principal, social: { signUps } }) => {
    const { user, app } = principal;
    if (!(await signUps.cameWith(user.id, app.id)))
      throw forbidden("This method is only available to the application the user originally signed-up with");
    if (user.confirmedAt !== undefined)
      throw forbidden("This method is only available while the e-mail is awaiting confirmation");
    await signUps.resend(user.id, email);
    return {};
  },
});

export const checkConfirmation: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/emails/check_confirmation",
  summary: "Whether the viewer's address of mail is confirmed.",
  who: "user",
  evenNewcomers: true,
  scope: "read:accounts",
  reply: z.boolean(),
  handle: async ({ principal: { user } }) => user.confirmedAt !== undefined,
});
