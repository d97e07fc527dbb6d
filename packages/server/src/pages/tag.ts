import type { StatusView } from "@trunkline/social";
import { html } from "hono/html";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";
import { statusCard } from "./status-card.ts";

export interface TagParts {
  /** Without `#`. */
  readonly name: string;
  readonly statuses: readonly StatusView[];
  /** Cursor of the older page. */
  readonly older: string | undefined;
}

/** What was said to everybody under a hashtag, as far as it is known here. */
export function tagPage(frame: Frame, { name, statuses, older }: TagParts): Markup {
  const path = `/tags/${encodeURIComponent(name)}`;
  const body = html`<h1>#${name}</h1>
    ${statuses.length === 0 ? html`<p class="quiet">Nothing is known here under this hashtag.</p>` : ""}
    ${statuses.map((view) => statusCard(view, frame.links))}
    <nav class="pager" aria-label="More">
      ${older === undefined ? "" : html`<a href="${path}?max_id=${older}" rel="next">Older</a>`}
    </nav>`;
  return page(frame, { title: `#${name}`, body, isPrivate: true });
}
