import { Refusal } from "@trunkline/social";
import type { Session } from "@trunkline/social";
import { Hono } from "hono";
import { html } from "hono/html";
import type { Context } from "hono";
import type { Visitor } from "../sign-in/browser.ts";
import { formOf } from "./form.ts";
import type { FormField } from "./form.ts";
import { page } from "./layout.ts";
import type { Markup } from "./layout.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery } from "./scene.ts";
import { mayWrite } from "./sign-up-routes.ts";

/** What people change about how they sign in. Profiles are changed with an app. */
export function settingsRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  for (const path of [
    "/settings/profile",
    "/settings/preferences",
    "/settings/export",
    "/settings/migration",
  ])
    app.get(path, (context) => open(context, needs));
  app.post("/settings/password", (context) =>
    change(context, needs, ({ visitor, given }) =>
      needs.social.credentials.changePassword(visitor.user.id, {
        current: given["current"] ?? "",
        next: given["password"] ?? "",
      }),
    ),
  );
  app.post("/settings/email", (context) =>
    change(context, needs, async ({ visitor, given }) => {
      const next = given["email"] ?? "";
      if (!(await mayWrite(context, needs, next))) throw new Refusal("limit-reached", "Too many letters.");
      return needs.social.credentials.changeEmail(visitor.user.id, { current: given["current"] ?? "", next });
    }),
  );
  app.post("/settings/sessions", (context) =>
    change(context, needs, async ({ visitor, given }) => {
      await needs.social.credentials.endSession(visitor.user.id, given["session"] ?? "");
      return true;
    }),
  );
  return app;
}

async function open(context: Context, needs: PageNeeds): Promise<Response> {
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined) return sendToSignIn(context);
  return showSettings(context, needs, { visitor, fault: undefined });
}

function sendToSignIn(context: Context): Response {
  return context.redirect("/auth/sign_in?next=%2Fsettings%2Fprofile", 302);
}

interface Change {
  readonly visitor: Visitor;
  readonly given: Readonly<Record<string, string>>;
}

/** Does what a form of the page asks; tries at the password are counted as those of signing in are (S-127). */
async function change(
  context: Context,
  needs: PageNeeds,
  perform: (change: Change) => Promise<boolean>,
): Promise<Response> {
  const given = await fieldsOf(context);
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined || !needs.browsers.isOurs(context, given["form_token"]))
    return showForgery(context, needs);
  const attempt = { account: visitor.user.email, client: needs.clientOf(context) };
  const refuse = (fault: string): Promise<Response> => showSettings(context, needs, { visitor, fault });
  if (!needs.throttle.begins(attempt)) return refuse("Too many tries. Wait some minutes, then try again.");
  try {
    if (!(await perform({ visitor, given }))) return await refuse("The password is wrong.");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    needs.throttle.succeeded(attempt);
    return refuse(error.message);
  }
  needs.throttle.succeeded(attempt);
  return context.redirect("/settings/profile", 303);
}

async function showSettings(
  context: Context,
  needs: PageNeeds,
  { visitor, fault }: { readonly visitor: Visitor; readonly fault: string | undefined },
): Promise<Response> {
  const formToken = needs.browsers.formToken(context);
  const form = (action: string, button: string, fields: readonly FormField[]): Markup =>
    formOf({ action, formToken, button, fields });
  const sessions = await needs.social.credentials.sessions(visitor.user.id);
  const body = html`<section class="card narrow">
      <h1>@${visitor.account.username}</h1>
      ${fault === undefined ? "" : html`<p class="wrong" role="alert">${fault}</p>`}
      <p>Your profile is changed with any app. Here is how you sign in.</p>
      <h2>Password</h2>
      ${form("/settings/password", "Change the password", [
        current,
        { name: "password", label: "New password", type: "password", autocomplete: "new-password" },
      ])}
      <p><a href="/settings/two_factor">Two-factor sign-in</a></p>
      <h2>E-mail</h2>
      <p>${visitor.user.email}</p>
      ${form("/settings/email", "Change the address", [
        current,
        { name: "email", label: "New address", type: "email", autocomplete: "email" },
      ])}
    </section>
    <section class="card narrow">
      <h2>Browsers that are signed in</h2>
      <ul>
        ${sessions.map(
          (session) =>
            html`<li>
              ${since(session)}
              ${form("/settings/sessions", "Sign it out", [
                { name: "session", label: "", type: "hidden", value: session.hash },
              ])}
            </li>`,
        )}
      </ul>
    </section>`;
  const markup = page(await frameFor(context, needs), { title: "Settings", body, isPrivate: true });
  return show(context, markup, fault === undefined ? 200 : 422);
}

const current: FormField = {
  name: "current",
  label: "Current password",
  type: "password",
  autocomplete: "current-password",
};

function since({ createdAt }: Session): string {
  return `Since ${createdAt.toISOString().slice(0, 16).replace("T", " ")} (UTC)`;
}
