import { Hono } from "hono";
import type { Context } from "hono";
import { formPage } from "./form.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery } from "./scene.ts";
import { signInPage } from "./sign-in.ts";

const wrong = "The e-mail address or the password is wrong.";
const tooMany = "Too many tries. Wait some minutes, then try again.";

/** Signing in and out. */
export function sessionRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/auth/sign_in", async (context) => {
    const next = localPath(context.req.query("next"));
    const isAgain = context.req.query("again") !== undefined;
    const isKnown = (await needs.browsers.visitor(context)) !== undefined;
    if (isKnown && !isAgain) return context.redirect(next, 303);
    return askForPassword(context, needs, { next, email: "", fault: undefined });
  });
  app.post("/auth/sign_in", (context) => signIn(context, needs));
  app.post("/auth/sign_in/code", (context) => finish(context, needs));
  app.post("/auth/sign_out", (context) => signOut(context, needs, 303));
  app.delete("/auth/sign_out", (context) => signOut(context, needs, 302));
  return app;
}

interface Step {
  readonly secret: string;
  readonly next: string;
  readonly faults: readonly string[];
}

/** The second step: what was proved so far lies with the server, and this page alone goes on with it (S-134). */
async function askForCode(context: Context, needs: PageNeeds, step: Step): Promise<Response> {
  const form = {
    action: "/auth/sign_in/code",
    formToken: needs.browsers.formToken(context),
    button: "Sign in",
    fields: [
      { name: "secret", label: "", type: "hidden", value: step.secret },
      { name: "next", label: "", type: "hidden", value: step.next },
      { name: "code", label: "Code", type: "text", autocomplete: "one-time-code" },
    ] as const,
  };
  const intro = "Type the code that your app shows, or one of your recovery codes.";
  const parts = { title: "One more step", intro, faults: step.faults, form };
  return show(context, formPage(await frameFor(context, needs), parts), step.faults.length === 0 ? 200 : 422);
}

async function finish(context: Context, needs: PageNeeds): Promise<Response> {
  const given = await fieldsOf(context);
  if (!needs.browsers.isOurs(context, given["form_token"])) return showForgery(context, needs);
  const secret = given["secret"] ?? "";
  const next = localPath(given["next"]);
  const code = given["code"] ?? given["user[otp_attempt]"] ?? "";
  const opened = await needs.social.signIn.finish(secret, code);
  if (opened === undefined)
    return askForCode(context, needs, { secret, next, faults: ["The code is wrong, or too late."] });
  await needs.browsers.open(context, opened);
  return context.redirect(next, 303);
}

async function signOut(context: Context, needs: PageNeeds, status: 302 | 303): Promise<Response> {
  const { form_token } = await fieldsOf(context);
  const token = form_token ?? context.req.header("x-csrf-token");
  if (!needs.browsers.isOurs(context, token)) return showForgery(context, needs);
  await needs.browsers.close(context);
  return context.redirect("/", status);
}

async function signIn(context: Context, needs: PageNeeds): Promise<Response> {
  const { browsers, throttle, social, clientOf } = needs;
  const given = await fieldsOf(context);
  const { form_token, next } = given;
  // Programs that fill in the form know it by Mastodon's names.
  const email = given["email"] ?? given["user[email]"] ?? "";
  const password = given["password"] ?? given["user[password]"] ?? "";
  if (!browsers.isOurs(context, form_token)) return showForgery(context, needs);
  const again = { next: localPath(next), email };
  const attempt = { account: email, client: clientOf(context) };
  if (!throttle.begins(attempt)) return askForPassword(context, needs, { ...again, fault: tooMany });
  const opened = await social.signIn.signIn(email, password);
  if (opened === undefined) return askForPassword(context, needs, { ...again, fault: wrong });
  throttle.succeeded(attempt);
  if (opened.next === "second-step")
    return askForCode(context, needs, { secret: opened.secret, next: again.next, faults: [] });
  await browsers.open(context, opened);
  return context.redirect(again.next, 303);
}

interface Asked {
  readonly next: string;
  readonly email: string;
  readonly fault: string | undefined;
}

async function askForPassword(context: Context, needs: PageNeeds, asked: Asked): Promise<Response> {
  const status = asked.fault === undefined ? 200 : asked.fault === tooMany ? 429 : 422;
  const form = { ...asked, formToken: needs.browsers.formToken(context) };
  return show(context, signInPage(await frameFor(context, needs), form), status);
}

/** A path of ours to go on to, or the front page: never an address that leads elsewhere (S-103). */
function localPath(given: string | undefined): string {
  const isLocal =
    given !== undefined &&
    /^\/[A-Za-z0-9@]/.test(given) &&
    !/[\\\u0000-\u0020]|\/\/|%2f|%5c/i.test(given.split("?", 1)[0] ?? "");
  return isLocal && !/[\u0000-\u0020\\]/.test(given) ? given : "/";
}
