import { html } from "hono/html";
import type { InstanceFigures, InstanceSettings, StatusView } from "@trunkline/social";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";
import { count, statusCard } from "./status-card.ts";

export interface HomeParts {
  readonly settings: InstanceSettings;
  readonly figures: InstanceFigures;
  readonly latest: readonly StatusView[];
}

/** What this server is, for somebody who has just arrived. */
export function homePage(frame: Frame, { settings, figures, latest }: HomeParts): Markup {
  const body = html`<section class="card">
      <h1>${settings.title}</h1>
      <p class="lede">${settings.description}</p>
      <p>
        It is part of the fediverse: whoever has an account here reads and is read across thousands of
        servers. Any app that speaks to Mastodon speaks to this server; tell it the address
        <strong>${new URL(settings.origin).host}</strong>.
      </p>
      <ul class="figures">
        <li>${count(figures.users, "person", "people")}</li>
        <li>${count(figures.activeMonth, "active", "active")} this month</li>
        <li>${count(figures.localStatuses, "status", "statuses")}</li>
      </ul>
      <p class="quiet">Contact: ${settings.contactEmail}</p>
    </section>
    ${latest.length === 0 ? "" : html`<h2>Latest from here</h2>`}
    ${latest.map((view) => statusCard(view, frame.links))}`;
  return page(frame, { title: settings.title, body });
}
