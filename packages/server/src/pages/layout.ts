import { html, raw } from "hono/html";
import type { MediaLinks } from "@trunkline/social";
import type { HtmlEscapedString } from "hono/utils/html";

/** Markup whose values are escaped already. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What the frame of every page shows. */
export interface Frame {
  readonly siteTitle: string;
  readonly locale: string;
  readonly version: string;
  /** Where media lies. */
  readonly links: MediaLinks;
  /** Who is signed in, and the token that lets them sign out. */
  readonly viewer: { readonly username: string; readonly formToken: string } | undefined;
}

export interface PageParts {
  readonly title: string;
  readonly body: Markup;
  /** Further elements of the head. */
  readonly head?: Markup;
  /** Keeps search engines out. */
  readonly isPrivate?: boolean;
}

/** One whole page. */
export function page(frame: Frame, { title, body, head, isPrivate = false }: PageParts): Markup {
  return html`<!doctype html>
    <html lang="${frame.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title === frame.siteTitle ? title : `${title} · ${frame.siteTitle}`}</title>
        <link rel="stylesheet" href="/assets/site.css" />
        ${isPrivate ? raw('<meta name="robots" content="noindex" />') : ""}${head ?? ""}
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        <header class="top">
          <a class="name" href="/">${frame.siteTitle}</a>
          <nav aria-label="Your account">${visitor(frame.viewer)}</nav>
        </header>
        <main id="content">${body}</main>
        <footer class="foot">Run by Trunkline ${frame.version}, a server of the fediverse.</footer>
      </body>
    </html>`;
}

function visitor(viewer: Frame["viewer"]): Markup {
  if (viewer === undefined) return html`<a href="/auth/sign_in">Sign in</a>`;
  return html`<a href="/@${viewer.username}">@${viewer.username}</a>
    <form method="post" action="/auth/sign_out">
      <input type="hidden" name="form_token" value="${viewer.formToken}" />
      <button class="plain">Sign out</button>
    </form>`;
}
