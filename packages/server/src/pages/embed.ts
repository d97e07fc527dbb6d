import type { InstanceSettings, MediaLinks, StatusView } from "@trunkline/social";
import { html, raw } from "hono/html";
import type { Markup } from "./layout.ts";
import { nameOf, statusCard } from "./status-card.ts";

/** One status for the page of another site: its links open windows of their own, and nothing asks who looks. */
export function embedPage(
  view: StatusView,
  { title }: Pick<InstanceSettings, "title">,
  links: MediaLinks,
): Markup {
  return html`<!doctype html>
    <html lang="${view.status.language ?? "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${raw('<meta name="robots" content="noindex" />')}
        <base target="_blank" />
        <title>${nameOf(view.account)} · ${title}</title>
        <link rel="stylesheet" href="/assets/site.css" />
      </head>
      <body>
        <main>${statusCard(view, links)}</main>
      </body>
    </html>`;
}
