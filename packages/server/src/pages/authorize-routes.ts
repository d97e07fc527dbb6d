import { denyAuthorization, grantAuthorization, readAuthorizeRequest } from "@trunkline/mastodon-api";
import type { AuthorizeRequest, AuthorizeVerdict } from "@trunkline/mastodon-api";
import { Hono } from "hono";
import type { Context } from "hono";
import { pagePolicy } from "../http/headers.ts";
import type { Visitor } from "../sign-in/browser.ts";
import { authorizePage, codePage } from "./authorize.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery, showNotice } from "./scene.ts";

/** Asks a person whether an app may act for them, and sends the app a code (RFC 6749, 4.1). */
export function authorizeRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/oauth/authorize", async (context) => {
    const verdict = await readAuthorizeRequest(queryOf(context), needs.social);
    if (!verdict.ok) return refuse(context, needs, verdict);
    const visitor = await needs.browsers.visitor(context);
    const isProved = visitor !== undefined && !verdict.value.forceLogin;
    return isProved ? ask(context, needs, { request: verdict.value, visitor }) : sendToSignIn(context);
  });
  app.post("/oauth/authorize", async (context) => {
    const { form_token, decision } = await fieldsOf(context);
    const visitor = await needs.browsers.visitor(context);
    if (visitor === undefined || !needs.browsers.isOurs(context, form_token))
      return showForgery(context, needs);
    const verdict = await readAuthorizeRequest(queryOf(context), needs.social);
    if (!verdict.ok) return refuse(context, needs, verdict);
    const asked = { request: verdict.value, visitor };
    return decision === "allow" ? allow(context, needs, asked) : deny(context, needs, verdict.value);
  });
  app.get("/oauth/authorize/native", (context) => showCode(context, needs));
  return app;
}

/** For clients that look for the code at Mastodon's own address. */
async function showCode(context: Context, needs: PageNeeds): Promise<Response> {
  if ((await needs.browsers.visitor(context)) === undefined) return context.redirect("/auth/sign_in", 303);
  const code = context.req.query("code") ?? "";
  context.header("referrer-policy", "no-referrer");
  // Nothing but a code is shown: whoever made the address could write anything there.
  if (/^[\w-]{20,128}$/.test(code)) return show(context, codePage(await frameFor(context, needs), code));
  return showNotice(context, needs, {
    title: "No code",
    says: "There is no code in this address.",
    status: 400,
  });
}

interface Asked {
  readonly request: AuthorizeRequest;
  readonly visitor: Visitor;
}

function queryOf(context: Context): URLSearchParams {
  return new URL(context.req.url).searchParams;
}

/** Comes back without the wish for a new sign-in, which is then fulfilled. */
function sendToSignIn(context: Context): Response {
  const query = queryOf(context);
  const isAgain = query.has("force_login");
  query.delete("force_login");
  const back = { next: `/oauth/authorize?${query.toString()}`, ...(isAgain ? { again: "true" } : {}) };
  return context.redirect(`/auth/sign_in?${new URLSearchParams(back).toString()}`, 303);
}

async function ask(context: Context, needs: PageNeeds, { request, visitor }: Asked): Promise<Response> {
  // Browsers hold a form's redirect to this as well, so the app's own address has to stand here.
  context.header("content-security-policy", pagePolicy(formTargets(request.redirectUri)));
  const consent = {
    formToken: needs.browsers.formToken(context),
    action: `/oauth/authorize?${queryOf(context).toString()}`,
    app: request.app,
    username: visitor.account.username,
    scopes: request.scopes,
    destination: destinationOf(request.redirectUri),
  };
  return show(context, authorizePage(await frameFor(context, needs), consent));
}

async function allow(context: Context, needs: PageNeeds, { request, visitor }: Asked): Promise<Response> {
  const answer = await grantAuthorization(request, visitor.user.id, needs.social);
  if (answer.type === "redirect") return sendTo(context, answer.location);
  return show(context, codePage(await frameFor(context, needs), answer.code));
}

async function deny(context: Context, needs: PageNeeds, request: AuthorizeRequest): Promise<Response> {
  const location = denyAuthorization(request, needs.social);
  if (location !== undefined) return sendTo(context, location);
  const says = "The app was refused. It has learned nothing about you.";
  return showNotice(context, needs, { title: "Refused", says, status: 403 });
}

const faults = {
  "unknown-client": "No app with this client_id is known here.",
  "wrong-redirect": "The app did not register the redirect_uri that it names.",
  invalid_request: "The app's request is malformed.",
  invalid_scope: "The app asks for more than it registered for.",
  unsupported_response_type: "The app asks for something else than a code.",
  access_denied: "The app was refused.",
} as const;

/** Only a redirect that the app registered is ever followed. */
async function refuse(
  context: Context,
  needs: PageNeeds,
  verdict: Extract<AuthorizeVerdict, { readonly ok: false }>,
): Promise<Response> {
  if ("location" in verdict && verdict.location !== undefined) return sendTo(context, verdict.location);
  return showNotice(context, needs, {
    title: "This app cannot be let in",
    says: faults[verdict.reason],
    status: 400,
  });
}

/** S-123: the code in the address shall reach the app alone. */
function sendTo(context: Context, location: string): Response {
  context.header("cache-control", "no-store");
  context.header("referrer-policy", "no-referrer");
  return context.redirect(location, 303);
}

function formTargets(redirectUri: string): readonly string[] {
  if (redirectUri.startsWith("urn:") || !URL.canParse(redirectUri)) return [];
  const { protocol, origin } = new URL(redirectUri);
  return [origin === "null" ? protocol : origin];
}

function destinationOf(redirectUri: string): string {
  if (redirectUri.startsWith("urn:")) return "You will be shown a code to copy into the app.";
  const { protocol, host } = new URL(redirectUri);
  const isWeb = protocol === "https:" || protocol === "http:";
  return `You will be sent to ${isWeb ? host : `an app on this device (${protocol})`}.`;
}
