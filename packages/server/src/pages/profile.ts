import { html, raw } from "hono/html";
import type { Account, MediaLinks, StatusView } from "@trunkline/social";
import { detailsOf, fieldToHtml, plainToHtml } from "@trunkline/social";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";
import { avatarOf, count, handleOf, nameOf, statusCard } from "./status-card.ts";

export interface ProfileParts {
  readonly account: Account;
  readonly domain: string;
  readonly origin: string;
  readonly statuses: readonly StatusView[];
  /** Cursor of the older page. */
  readonly older: string | undefined;
}

/** A local account, with what it says to everybody. */
export function profilePage(
  frame: Frame,
  { account, domain, origin, statuses, older }: ProfileParts,
): Markup {
  const path = `/@${account.username}`;
  const body = html`<section class="card">
      <img class="banner" src="${bannerOf(account, frame.links)}" alt="" />
      <img class="portrait" src="${avatarOf(account, frame.links)}" alt="" />
      <h1>${nameOf(account)}</h1>
      <p class="quiet">${handleOf(account, domain)}${account.kind === "service" ? " · bot" : ""}</p>
      <div class="content">${raw(plainToHtml(account.note, { origin }))}</div>
      ${fields(account, origin)}
      <ul class="figures">
        <li>${count(account.statusesCount, "status", "statuses")}</li>
        <li>${count(account.followingCount, "followed", "followed")}</li>
        <li>${count(account.followersCount, "follower", "followers")}</li>
      </ul>
      <p class="quiet">To follow, search for ${handleOf(account, domain)} on your own server.</p>
    </section>
    <h2>Statuses</h2>
    ${statuses.length === 0 ? html`<p class="quiet">Nothing yet that everybody may read.</p>` : ""}
    ${statuses.map((view) => statusCard(view, frame.links))}
    <nav class="pager" aria-label="More">
      ${older === undefined ? "" : html`<a href="${path}?max_id=${older}" rel="next">Older</a>`}
    </nav>`;
  const head = html`<link rel="alternate" type="application/activity+json" href="${account.uri}" />
    <link rel="alternate" type="application/rss+xml" href="${path}.rss" title="${nameOf(account)}" />
    <link rel="canonical" href="${account.url}" />
    <meta property="og:title" content="${nameOf(account)} (${handleOf(account, domain)})" />
    <meta property="og:type" content="profile" />`;
  return page(frame, { title: nameOf(account), body, head, isPrivate: !account.indexable });
}

function bannerOf(account: Account, links: MediaLinks): string {
  const { file } = detailsOf(account).header;
  if (file !== undefined) return links.file(file);
  return account.headerUrl === undefined ? "/headers/original/missing.png" : links.remote(account.headerUrl);
}

function fields({ fields: all }: Account, origin: string): Markup | string {
  if (all.length === 0) return "";
  return html`<dl class="facts">
    ${all.map(
      ({ name, value }) =>
        html`<dt>${name}</dt>
          <dd>${raw(fieldToHtml(value, { origin }))}</dd>`,
    )}
  </dl>`;
}
