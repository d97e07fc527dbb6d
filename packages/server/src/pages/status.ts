import { html } from "hono/html";
import type { StatusView } from "@trunkline/social";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";
import { handleOf, nameOf, statusCard } from "./status-card.ts";

export interface StatusParts {
  readonly view: StatusView;
  readonly domain: string;
  readonly origin: string;
  readonly ancestors: readonly StatusView[];
  readonly descendants: readonly StatusView[];
}

/** One status of a local account among what it answers and what answers it. */
export function statusPage(
  frame: Frame,
  { view, domain, origin, ancestors, descendants }: StatusParts,
): Markup {
  const { account, status } = view;
  const says = excerpt(status.spoilerText === "" ? status.content : status.spoilerText);
  const body = html`<h1 class="unseen">A status by ${nameOf(account)}</h1>
    ${ancestors.map((each) => statusCard(each, frame.links))}${statusCard(view, frame.links, true)}
    ${descendants.length === 0 ? "" : html`<h2>Replies</h2>`}${descendants.map((each) => statusCard(each, frame.links))}`;
  const head = html`<link rel="alternate" type="application/activity+json" href="${status.uri}" />
    <link
      rel="alternate"
      type="application/json+oembed"
      title="${nameOf(account)}"
      href="${origin}/api/oembed?url=${encodeURIComponent(status.url ?? status.uri)}"
    />
    <link rel="canonical" href="${status.url ?? status.uri}" />
    <meta property="og:title" content="${nameOf(account)} (${handleOf(account, domain)})" />
    <meta property="og:type" content="article" />
    <meta property="og:description" content="${says}" />
    <meta name="description" content="${says}" />`;
  const isPrivate = status.visibility !== "public" || !account.indexable;
  return page(frame, { title: `${nameOf(account)}: ${says}`, body, head, isPrivate });
}

/** The words of a piece of markup; entities are put back, since the template escapes them anew. */
function excerpt(markup: string): string {
  const words = markup
    .replaceAll(/<br\s*\/?>|<\/p>/gi, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#0?39;|&apos;/g, "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
  return words.length > 120 ? `${words.slice(0, 119).trimEnd()}…` : words;
}
