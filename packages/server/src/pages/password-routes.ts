import { Refusal } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";
import { formPage } from "./form.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery, showNotice } from "./scene.ts";
import { mayWrite } from "./sign-up-routes.ts";

/** A new password for who has lost theirs, by a link in a letter. */
export function passwordRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/auth/password/new", (context) => askForAddress(context, needs));
  app.post("/auth/password", (context) => sendLink(context, needs));
  app.get("/auth/password/edit", (context) => {
    const secret = context.req.query("reset_password_token") ?? "";
    return askForPassword(context, needs, { secret, faults: [] });
  });
  app.post("/auth/password/edit", (context) => choose(context, needs));
  return app;
}

async function askForAddress(context: Context, needs: PageNeeds): Promise<Response> {
  const form = {
    action: "/auth/password",
    formToken: needs.browsers.formToken(context),
    button: "Send the link",
    fields: [{ name: "email", label: "E-mail", type: "email", autocomplete: "email" }] as const,
  };
  const intro = "A link to choose a new password goes to the address of your account.";
  return show(context, formPage(await frameFor(context, needs), { title: "New password", intro, form }));
}

/** The same answer whether or not anybody has the address (S-128). */
async function sendLink(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, email = "" } = await fieldsOf(context);
  if (!needs.browsers.isOurs(context, form_token)) return showForgery(context, needs);
  if (!(await mayWrite(context, needs, email)))
    return showNotice(context, needs, { title: "Too many letters", says: "Wait half an hour.", status: 429 });
  await needs.social.credentials.askForPassword(email);
  const says =
    "If somebody here has that address, a letter is on its way to them. The link works for two hours.";
  return showNotice(context, needs, { title: "Read your mail", says, status: 200 });
}

async function askForPassword(
  context: Context,
  needs: PageNeeds,
  { secret, faults }: { readonly secret: string; readonly faults: readonly string[] },
): Promise<Response> {
  // The secret stands in the address: nobody whom the page leads to shall see it (S-138).
  context.header("referrer-policy", "no-referrer");
  const form = {
    action: "/auth/password/edit",
    formToken: needs.browsers.formToken(context),
    button: "Change the password",
    fields: [
      { name: "secret", label: "", type: "hidden", value: secret },
      { name: "password", label: "New password", type: "password", autocomplete: "new-password" },
    ] as const,
  };
  const intro = "Every browser and app is signed out, and you sign in anew.";
  const frame = await frameFor(context, needs);
  const status = faults.length === 0 ? 200 : 422;
  return show(context, formPage(frame, { title: "Choose a password", intro, faults, form }), status);
}

async function choose(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, secret = "", password = "" } = await fieldsOf(context);
  if (!needs.browsers.isOurs(context, form_token)) return showForgery(context, needs);
  try {
    if (await needs.social.credentials.resetPassword(secret, password))
      return context.redirect("/auth/sign_in", 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return askForPassword(context, needs, { secret, faults: [error.message] });
  }
  const says = "The link is too old, was used before, or is not whole. Ask for another one.";
  return showNotice(context, needs, { title: "This link changes nothing", says, status: 404 });
}
