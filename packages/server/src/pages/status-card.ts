import { html, raw } from "hono/html";
import type { Account, MediaLinks, Status, StatusView } from "@trunkline/social";
import { acct, detailsOf } from "@trunkline/social";
import type { Markup } from "./layout.ts";

const placeholder = "/avatars/original/missing.png";

export function nameOf(account: Pick<Account, "displayName" | "username">): string {
  return account.displayName === "" ? account.username : account.displayName;
}

export function handleOf(account: Account, domain: string): string {
  return `@${account.username}@${account.domain ?? domain}`;
}

/** Small: whoever reads here asks no other server for it. */
export function avatarOf(account: Account, links: MediaLinks): string {
  const { file } = detailsOf(account).avatar;
  if (file !== undefined) return links.file(file);
  return account.avatarUrl === undefined ? placeholder : links.remote(account.avatarUrl, "small");
}

/** The page that shows a status: ours as a path, others' where they live. */
function linkTo(view: StatusView): string {
  const { status, account } = view;
  if (account.domain === undefined) return `/@${account.username}/${status.id}`;
  return status.url ?? status.uri;
}

/** One status, or the one that it boosts with the reason why it is shown. */
export function statusCard(view: StatusView, links: MediaLinks, isLead = false): Markup {
  const shown = view.boost ?? view;
  return html`<article class="card ${isLead ? "lead" : ""}">
    ${view.boost === undefined ? "" : html`<p class="why">Boosted by ${nameOf(view.account)}</p>`}
    <a class="author" href="${pageOf(shown.account)}">
      <img src="${avatarOf(shown.account, links)}" alt="" loading="lazy" width="44" height="44" />
      <span><strong>${nameOf(shown.account)}</strong><span>@${acct(shown.account)}</span></span>
    </a>
    ${text(shown.status, links)}
    <footer class="meta">
      <a href="${linkTo(shown)}"
        ><time datetime="${shown.status.createdAt.toISOString()}">${day(shown.status.createdAt)}</time></a
      >
      ${shown.status.editedAt === undefined ? "" : html`<span>edited ${day(shown.status.editedAt)}</span>`}
      <span>${count(shown.status.repliesCount, "reply", "replies")}</span>
      <span>${count(shown.status.boostsCount, "boost", "boosts")}</span>
      <span>${count(shown.status.favouritesCount, "favourite", "favourites")}</span>
    </footer>
  </article>`;
}

function pageOf(account: Account): string {
  return account.domain === undefined ? `/@${account.username}` : account.url;
}

/** The content is safe HTML: what came from elsewhere was cleaned when it was read. */
function text(status: Status, links: MediaLinks): Markup {
  const content = html`<div class="content" lang="${status.language ?? ""}">${raw(status.content)}</div>`;
  const all = html`${content}${media(status, links)}`;
  if (status.spoilerText === "") return all;
  return html`<details>
    <summary>${status.spoilerText}</summary>
    ${all}
  </details>`;
}

function media({ media: files }: Status, links: MediaLinks): Markup | string {
  if (files.length === 0) return "";
  return html`<ul class="media">
    ${files.map(({ url, own, description }) => html`<li><a href="${own === undefined ? links.remote(url) : links.file(own.file.key)}" rel="noopener nofollow">${description ?? "Attachment"}</a></li>`)}
  </ul>`;
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function day(at: Date): string {
  return `${at.toISOString().slice(0, 10)} ${at.toISOString().slice(11, 16)} UTC`;
}
