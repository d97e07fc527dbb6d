import { html } from "hono/html";
import type { Account, StatusView } from "@trunkline/social";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";
import { avatarOf, handleOf, nameOf, statusCard } from "./status-card.ts";

/** What somebody may do to what they brought along from another server. */
export type Intent = "follow" | "like" | "announce";

/** A form that does one of them. */
interface Asked {
  readonly formToken: string;
  /** The address that was brought along. */
  readonly uri: string;
}

/** Shows an account that was found on another server, and asks whether to follow it. */
export function followPage(
  frame: Frame,
  account: Account,
  asked: Asked & { readonly domain: string },
): Markup {
  const title = `Follow ${nameOf(account)}?`;
  const body = html`<section class="card narrow">
    <img class="portrait" src="${avatarOf(account, frame.links)}" alt="" />
    <h1>${title}</h1>
    <p class="quiet">${handleOf(account, asked.domain)}</p>
    ${form(asked, [["follow", "Follow"]])}
  </section>`;
  return page(frame, { title, body, isPrivate: true });
}

/** Shows a status that was found on another server, and what can be done to it. */
export function statusInteractionPage(frame: Frame, view: StatusView, asked: Asked): Markup {
  const body = html`<h1>A status by ${nameOf(view.account)}</h1>
    ${statusCard(view, frame.links, true)}
    ${form(asked, [
      ["like", "Favourite"],
      ["announce", "Boost"],
    ])}`;
  return page(frame, { title: `A status by ${nameOf(view.account)}`, body, isPrivate: true });
}

function form({ formToken, uri }: Asked, choices: readonly (readonly [Intent, string])[]): Markup {
  return html`<form method="post" action="/authorize_interaction">
    <input type="hidden" name="form_token" value="${formToken}" />
    <input type="hidden" name="uri" value="${uri}" />
    <div class="actions">
      ${choices.map(([intent, label]) => html`<button name="intent" value="${intent}">${label}</button>`)}
    </div>
  </form>`;
}

/** A text that was brought along from another site, to be posted. */
export function sharePage(
  frame: Frame,
  { formToken, text, fault }: { formToken: string; text: string; fault: string | undefined },
): Markup {
  const body = html`<section class="card narrow">
    <h1>Post this?</h1>
    ${fault === undefined ? "" : html`<p class="fault" role="alert">${fault}</p>`}
    <form method="post" action="/share">
      <input type="hidden" name="form_token" value="${formToken}" />
      <label for="text">Text</label>
      <textarea id="text" name="text" rows="8">${text}</textarea>
      <div class="actions"><button>Post</button></div>
    </form>
  </section>`;
  return page(frame, { title: "Post this?", body, isPrivate: true });
}
