import { Refusal } from "@trunkline/social";
import { Hono } from "hono";
import { html } from "hono/html";
import type { Context } from "hono";
import type { Visitor } from "../sign-in/browser.ts";
import { formPage } from "./form.ts";
import { page } from "./layout.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery, showNotice } from "./scene.ts";

/** Turning two-factor sign-in on and off. */
export function secondFactorRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/settings/two_factor", async (context) => {
    const visitor = await needs.browsers.visitor(context);
    if (visitor === undefined) return context.redirect("/auth/sign_in?next=%2Fsettings%2Ftwo_factor", 302);
    return askForPassword(context, needs, { visitor, faults: [] });
  });
  app.post("/settings/two_factor", (context) => change(context, needs));
  app.post("/settings/two_factor/code", (context) => enable(context, needs));
  return app;
}

interface Asked {
  readonly visitor: Visitor;
  readonly faults: readonly string[];
}

async function askForPassword(
  context: Context,
  needs: PageNeeds,
  { visitor, faults }: Asked,
): Promise<Response> {
  const isOn = await needs.social.secondFactors.isOn(visitor.user.id);
  const form = {
    action: "/settings/two_factor",
    formToken: needs.browsers.formToken(context),
    button: isOn ? "Turn it off" : "Turn it on",
    fields: [
      { name: "current", label: "Password", type: "password", autocomplete: "current-password" },
      { name: "wish", label: "", type: "hidden", value: isOn ? "off" : "on" },
    ] as const,
  };
  const intro = isOn
    ? "Signing in needs a code of your app."
    : "With an app that shows codes, your password alone opens nothing.";
  const parts = { title: "Two-factor sign-in", intro, faults, form };
  return show(context, formPage(await frameFor(context, needs), parts), faults.length === 0 ? 200 : 422);
}

/** Tries at the password are counted as those of signing in are (S-127). */
async function change(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, current = "", wish } = await fieldsOf(context);
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined || !needs.browsers.isOurs(context, form_token))
    return showForgery(context, needs);
  const attempt = { account: visitor.user.email, client: needs.clientOf(context) };
  const refuse = (fault: string): Promise<Response> =>
    askForPassword(context, needs, { visitor, faults: [fault] });
  if (!needs.throttle.begins(attempt)) return refuse("Too many tries. Wait some minutes, then try again.");
  try {
    if (wish === "off") {
      if (!(await needs.social.secondFactors.disable(visitor.user.id, current)))
        return await refuse("The password is wrong.");
      needs.throttle.succeeded(attempt);
      return context.redirect("/settings/profile", 303);
    }
    const secret = await needs.social.secondFactors.begin(visitor.user.id, current);
    if (secret === undefined) return await refuse("The password is wrong.");
    needs.throttle.succeeded(attempt);
    return await askForCode(context, needs, { secret, visitor, faults: [] });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse("It is on already.");
  }
}

async function askForCode(
  context: Context,
  needs: PageNeeds,
  { secret, visitor, faults }: Asked & { readonly secret: string },
): Promise<Response> {
  const { domain, title } = needs.social.instance.settings;
  const label = encodeURIComponent(`${title}:${visitor.account.username}@${domain}`);
  const address = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(title)}`;
  const form = {
    action: "/settings/two_factor/code",
    formToken: needs.browsers.formToken(context),
    button: "Turn it on",
    fields: [
      { name: "code", label: "Code of the app", type: "text", autocomplete: "one-time-code" },
    ] as const,
  };
  const intro = html`Give this key to your app: <strong class="code" id="key">${secret}</strong>. On a phone,
    <a href="${address}">open it in the app</a>. Then type the code that the app shows.`;
  const frame = await frameFor(context, needs);
  return show(context, formPage(frame, { title: "Two-factor sign-in", intro, faults, form }));
}

async function enable(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, code = "" } = await fieldsOf(context);
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined || !needs.browsers.isOurs(context, form_token))
    return showForgery(context, needs);
  const codes = await needs.social.secondFactors.enable(visitor.user.id, code);
  if (codes === undefined) {
    const says = "The code is wrong, or came too late. Begin anew.";
    return showNotice(context, needs, { title: "Two-factor sign-in is not on", says, status: 422 });
  }
  const body = html`<section class="card narrow">
    <h1>Two-factor sign-in is on</h1>
    <p>
      Keep these codes where you find them without your phone. Each opens your account once, and they are
      shown now alone.
    </p>
    <ul>
      ${codes.map((one) => html`<li class="code">${one}</li>`)}
    </ul>
  </section>`;
  return show(
    context,
    page(await frameFor(context, needs), { title: "Recovery codes", body, isPrivate: true }),
  );
}
