import type { RateLimiter } from "@trunkline/mastodon-api";
import type { Clock, Social } from "@trunkline/social";
import type { Context } from "hono";
import type { Browsers } from "../sign-in/browser.ts";
import type { Throttle } from "../sign-in/throttle.ts";
import type { Frame, Markup } from "./layout.ts";
import { noticePage } from "./notice.ts";

/** What the pages are made from. */
export interface PageNeeds {
  readonly social: Social;
  readonly browsers: Browsers;
  readonly throttle: Throttle;
  /** Counts what sends letters, for all processes together. Left out: nothing is counted. */
  readonly limiter?: RateLimiter;
  readonly clock: Clock;
  readonly locale: string;
  /** The client, as limits count it; `undefined` for one that no limit touches. */
  readonly clientOf: (context: Context) => string | undefined;
}

/** The frame for a page about which nobody but its visitor shall know. */
export async function frameFor(context: Context, needs: PageNeeds): Promise<Frame> {
  const { social, browsers, locale } = needs;
  const { title, version } = social.instance.settings;
  const visitor = await browsers.visitor(context);
  const viewer =
    visitor === undefined
      ? undefined
      : { username: visitor.account.username, formToken: browsers.formToken(context) };
  return { siteTitle: title, locale, version, links: social.media.links, viewer };
}

/** The answer to every request that shows a page: never kept by a cache, for it differs by viewer (S-102). */
export async function show(
  context: Context,
  markup: Markup,
  status: 200 | 400 | 403 | 404 | 410 | 422 | 429 = 200,
): Promise<Response> {
  context.header("cache-control", "private, no-store");
  context.header("vary", "Accept, Cookie");
  return context.html(await markup, status);
}

export async function showNotice(
  context: Context,
  needs: PageNeeds,
  notice: {
    readonly title: string;
    readonly says: string;
    readonly status: 200 | 400 | 403 | 404 | 410 | 422 | 429;
  },
): Promise<Response> {
  return show(context, noticePage(await frameFor(context, needs), notice), notice.status);
}

/** A form of ours that came from elsewhere, or from a page that was open for too long. */
export function showForgery(context: Context, needs: PageNeeds): Promise<Response> {
  return showNotice(context, needs, {
    title: "Please try again",
    says: "This form is out of date, or was sent from another site. Go back, load the page anew and send it again.",
    status: 403,
  });
}

/** A form that cannot be read holds nothing, so nothing in it can prove that it is one of ours. */
function noneIfMalformed(error: unknown): Readonly<Record<string, never>> {
  if (error instanceof TypeError) return {};
  throw error;
}

/** The fields of a form. Files and repeated fields are none of ours. */
export async function fieldsOf(context: Context): Promise<Readonly<Record<string, string>>> {
  const fields = await context.req.parseBody().catch(noneIfMalformed);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
