import { html, raw } from "hono/html";
import type { Account, StatusView } from "@trunkline/social";
import type { Markup } from "./layout.ts";
import { handleOf, nameOf } from "./status-card.ts";

/** What an account says to everybody, as RSS 2.0. */
export function feed(account: Account, domain: string, statuses: readonly StatusView[]): Markup {
  return html`${raw('<?xml version="1.0" encoding="UTF-8"?>')}
    <rss version="2.0">
      <channel>
        <title>${nameOf(account)}</title>
        <link>${account.url}</link>
        <description>Public statuses of ${handleOf(account, domain)}</description>
        ${statuses.map(item)}
      </channel>
    </rss>`;
}

function item({ status }: StatusView): Markup {
  const url = status.url ?? status.uri;
  return html`<item>
    <guid isPermaLink="${url === status.uri ? "true" : "false"}">${status.uri}</guid>
    <link>${url}</link>
    <pubDate>${status.createdAt.toUTCString()}</pubDate>
    <description>${status.content}</description>
    ${status.tags.map((tag) => html`<category>${tag}</category>`)}
  </item>`;
}
