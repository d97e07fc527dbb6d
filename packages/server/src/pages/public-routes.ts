import type { Account, StatusView } from "@trunkline/social";
import { normaliseTag, Refusal, toId } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";
import { embedPolicy } from "../http/headers.ts";
import { aboutServer, privacyPolicy, terms } from "./about-routes.ts";
import { embedPage } from "./embed.ts";
import { feed } from "./feed.ts";
import { homePage } from "./home.ts";
import { profilePage } from "./profile.ts";
import type { PageNeeds } from "./scene.ts";
import { frameFor, show, showNotice } from "./scene.ts";
import { statusPage } from "./status.ts";
import { tagPage } from "./tag.ts";

const pageSize = 20;
const everything = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };

/** What everybody may read without signing in: profiles, statuses, feeds, and what the server is. */
export function publicRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/", (context) => home(context, needs));
  // The API names this address as the one that tells about the server.
  app.get("/about", (context) => aboutServer(context, needs));
  app.get("/privacy-policy", (context) => privacyPolicy(context, needs));
  app.get("/terms-of-service", (context) => terms(context, needs));
  app.get("/:handle{@[A-Za-z0-9_]+}", (context) => profile(context, needs));
  app.get("/:handle{@[A-Za-z0-9_]+\\.rss}", (context) => rss(context, needs));
  app.get("/:handle{@[A-Za-z0-9_]+}/:id{[0-9]{1,19}}", (context) => status(context, needs));
  app.get("/:handle{@[A-Za-z0-9_]+}/:id{[0-9]{1,19}}/embed", (context) => embed(context, needs));
  app.get("/tags/:name", (context) => tag(context, needs));
  app.get("/users/:name{[A-Za-z0-9_]+}", (context) => toPage(context, `/@${context.req.param("name")}`));
  app.get("/users/:name{[A-Za-z0-9_]+}/statuses/:id{[0-9]{1,19}}", (context) =>
    toPage(context, `/@${context.req.param("name")}/${context.req.param("id")}`),
  );
  return app;
}

/** From an address that stands for the thing itself to the page that shows it to people. */
function toPage(context: Context, page: string): Response {
  context.header("vary", "Accept");
  return context.redirect(page, 301);
}

async function home(context: Context, needs: PageNeeds): Promise<Response> {
  const { timelines, instance } = needs.social;
  const latest = await timelines.public(undefined, { from: "here", onlyMedia: false }, { limit: 10 });
  const parts = {
    settings: instance.settings,
    figures: await instance.figures(),
    latest: latest.items.filter(isOpen),
  };
  return show(context, homePage(await frameFor(context, needs), parts));
}

async function profile(context: Context, needs: PageNeeds): Promise<Response> {
  const account = await localAccount(needs, usernameIn(context));
  if (account === undefined) return notFound(context, needs);
  if (wantsObject(context)) return context.redirect(account.uri, 302);
  linkToObject(context, account.uri);
  const maxId = cursorIn(context);
  const list = await needs.social.timelines.account(undefined, account.id, {
    filter: { ...everything, excludeReplies: true },
    page: { maxId, limit: pageSize },
  });
  const parts = {
    account,
    domain: needs.social.instance.settings.domain,
    origin: needs.social.instance.settings.origin,
    statuses: list.items.filter(isOpen),
    older: list.full ? list.oldest : undefined,
  };
  return show(context, profilePage(await frameFor(context, needs), parts));
}

async function rss(context: Context, needs: PageNeeds): Promise<Response> {
  const account = await localAccount(needs, usernameIn(context).replace(/\.rss$/, ""));
  if (account === undefined) return notFound(context, needs);
  const list = await needs.social.timelines.account(undefined, account.id, {
    filter: { ...everything, excludeReplies: true, excludeBoosts: true },
    page: { limit: pageSize },
  });
  const statuses = list.items.filter(({ status }) => status.visibility === "public");
  const text = String(await feed(account, needs.social.instance.settings.domain, statuses));
  return context.body(text, 200, {
    "content-type": "application/rss+xml; charset=utf-8",
    "cache-control": "public, max-age=60",
  });
}

/** The status that an address names, as far as it is from here and for everybody. */
async function statusIn(context: Context, { social }: PageNeeds): Promise<StatusView | undefined> {
  const id = toId<"status">(context.req.param("id") ?? "");
  const view = await unlessRefused(() => social.statuses.show(undefined, id));
  const isHere = view?.account.domain === undefined && view?.boost === undefined;
  const isAuthors = view?.account.username.toLowerCase() === usernameIn(context).toLowerCase();
  return view !== undefined && isHere && isAuthors && isOpen(view) ? view : undefined;
}

/** The same status for the page of another site. It is shown as to a stranger, and so to everybody alike. */
async function embed(context: Context, needs: PageNeeds): Promise<Response> {
  const view = await statusIn(context, needs);
  if (view === undefined) return notFound(context, needs);
  context.header("content-security-policy", embedPolicy);
  context.header("cache-control", "public, max-age=60");
  return context.html(await embedPage(view, needs.social.instance.settings, needs.social.media.links));
}

async function status(context: Context, needs: PageNeeds): Promise<Response> {
  const { statuses, instance } = needs.social;
  const view = await statusIn(context, needs);
  if (view === undefined) return notFound(context, needs);
  const { id } = view.status;
  if (wantsObject(context)) return context.redirect(view.status.uri, 302);
  linkToObject(context, view.status.uri);
  const around = await statuses.context(undefined, id);
  const parts = {
    view,
    domain: instance.settings.domain,
    origin: instance.settings.origin,
    ancestors: around.ancestors.filter(isOpen),
    descendants: around.descendants.filter(isOpen),
  };
  return show(context, statusPage(await frameFor(context, needs), parts));
}

async function tag(context: Context, needs: PageNeeds): Promise<Response> {
  const name = normaliseTag(context.req.param("name") ?? "");
  if (name === undefined) return notFound(context, needs);
  const filter = { from: "anywhere", onlyMedia: false, any: [name], all: [], none: [] } as const;
  const list = await needs.social.timelines.tagged(undefined, filter, {
    maxId: cursorIn(context),
    limit: pageSize,
  });
  const parts = { name, statuses: list.items.filter(isOpen), older: list.full ? list.oldest : undefined };
  return show(context, tagPage(await frameFor(context, needs), parts));
}

function cursorIn(context: Context): string | undefined {
  const cursor = context.req.query("max_id");
  return cursor !== undefined && /^\d{1,19}$/.test(cursor) ? cursor : undefined;
}

/** Other servers ask for a page's address as well, and want what is behind it. */
function wantsObject(context: Context): boolean {
  context.header("vary", "Accept, Cookie");
  return /application\/(activity|ld)\+json/.test(context.req.header("accept") ?? "");
}

/** Tells programs where the document is that the page shows. */
function linkToObject(context: Context, uri: string): void {
  context.header("link", `<${uri}>; rel="alternate"; type="application/activity+json"`);
}

/** Pages are for everybody: whatever is not is left out, whoever asks. */
function isOpen({ status: { visibility }, boost }: StatusView): boolean {
  return (visibility === "public" || visibility === "unlisted") && (boost === undefined || isOpen(boost));
}

function usernameIn(context: Context): string {
  return (context.req.param("handle") ?? "").slice(1);
}

async function localAccount({ social }: PageNeeds, username: string): Promise<Account | undefined> {
  const account = await unlessRefused(() => social.accounts.lookup(username));
  const isShown = account?.domain === undefined && account?.suspendedAt === undefined;
  return isShown ? account : undefined;
}

async function unlessRefused<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal && (error.code === "not-found" || error.code === "gone")) return undefined;
    throw error;
  }
}

export function notFound(context: Context, needs: PageNeeds): Promise<Response> {
  const says = "There is nothing at this address, or not for everybody.";
  return showNotice(context, needs, { title: "Not found", says, status: 404 });
}
