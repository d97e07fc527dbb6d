import { Refusal } from "@trunkline/social";
import type { AccountId, Findings } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";
import type { Visitor } from "../sign-in/browser.ts";
import { followPage, sharePage, statusInteractionPage } from "./interact.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery, showNotice } from "./scene.ts";

/**
 * Where somebody goes on with what they began on another site: following, favouriting and boosting what they
 * found there, and posting a text (FEP-3b86). WebFinger names these addresses.
 */
export function interactRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/authorize_interaction", (context) => ask(context, needs));
  app.post("/authorize_interaction", (context) => act(context, needs));
  app.get("/share", async (context) => {
    if ((await needs.browsers.visitor(context)) === undefined) return sendToSignIn(context);
    return askToPost(context, needs, { text: context.req.query("text") ?? "", fault: undefined });
  });
  app.post("/share", (context) => post(context, needs));
  return app;
}

/** Comes back with the question once it is known who asks. */
function sendToSignIn(context: Context): Response {
  const { pathname, search } = new URL(context.req.url);
  const next = new URLSearchParams({ next: `${pathname}${search}` }).toString();
  return context.redirect(`/auth/sign_in?${next}`, 303);
}

async function ask(context: Context, needs: PageNeeds): Promise<Response> {
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined) return sendToSignIn(context);
  const uri = context.req.query("uri") ?? "";
  const { accounts, statuses } = await find(uri, visitor, needs);
  const asked = { formToken: needs.browsers.formToken(context), uri };
  const frame = await frameFor(context, needs);
  const [account, status] = [accounts[0], statuses[0]];
  const { domain } = needs.social.instance.settings;
  if (account !== undefined) return show(context, followPage(frame, account, { ...asked, domain }));
  return status === undefined
    ? showUnknown(context, needs)
    : show(context, statusInteractionPage(frame, status, asked));
}

/** Other servers are asked: whoever asks here is signed in. */
function find(uri: string, { account }: Visitor, { social }: PageNeeds): Promise<Findings> {
  const text = uri.replace(/^acct:/i, "");
  return social.search.find(account.id, { text, type: undefined, resolve: true, limit: 1, offset: 0 });
}

function showUnknown(context: Context, needs: PageNeeds): Promise<Response> {
  const says = "No account and no post could be found there.";
  return showNotice(context, needs, { title: "Not found", says, status: 404 });
}

async function act(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, uri = "", intent } = await fieldsOf(context);
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined || !needs.browsers.isOurs(context, form_token))
    return showForgery(context, needs);
  const found = await find(uri, visitor, needs);
  const page = await perform(intent, { by: visitor.account.id, found }, needs);
  return page === undefined ? showUnknown(context, needs) : context.redirect(page, 303);
}

/** Does what was asked, and resolves to the page that shows it; `undefined` where there is nothing to do it to. */
async function perform(
  intent: string | undefined,
  { by, found }: { readonly by: AccountId; readonly found: Findings },
  { social }: PageNeeds,
): Promise<string | undefined> {
  const [account, status] = [found.accounts[0], found.statuses[0]];
  if (intent === "follow" && account !== undefined) {
    await social.follows.follow(by, account.id, {});
    return account.url;
  }
  if (status === undefined) return undefined;
  if (intent === "like") await social.favourites.add(by, status.status.id);
  else if (intent === "announce") await social.boosts.add(by, status.status.id, undefined);
  else return undefined;
  return status.status.url ?? status.status.uri;
}

async function post(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, text = "" } = await fieldsOf(context);
  const visitor = await needs.browsers.visitor(context);
  if (visitor === undefined || !needs.browsers.isOurs(context, form_token))
    return showForgery(context, needs);
  try {
    const draft = { text, spoilerText: "", sensitive: false, language: undefined, visibility: undefined };
    const sent = { ...draft, inReplyTo: undefined, app: undefined, idempotencyKey: undefined };
    const { status } = await needs.social.statuses.post(visitor.account.id, sent);
    return context.redirect(status.url ?? "/", 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return askToPost(context, needs, { text, fault: error.message });
  }
}

async function askToPost(
  context: Context,
  needs: PageNeeds,
  asked: { readonly text: string; readonly fault: string | undefined },
): Promise<Response> {
  const form = { ...asked, formToken: needs.browsers.formToken(context) };
  return show(
    context,
    sharePage(await frameFor(context, needs), form),
    asked.fault === undefined ? 200 : 422,
  );
}
