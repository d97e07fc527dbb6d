import { html } from "hono/html";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";

/** What an app asks for. */
export interface Consent {
  readonly formToken: string;
  readonly app: { readonly name: string; readonly website: string | undefined };
  readonly username: string;
  readonly scopes: readonly string[];
  /** Where the browser goes afterwards, in words: a host, a scheme, or a code to copy. */
  readonly destination: string;
  /** The path that takes the answer, with the request's own parameters. */
  readonly action: string;
}

const meanings: Readonly<Record<string, string>> = {
  profile: "see your name and picture",
  read: "read everything that you can read",
  write: "post and change things in your name",
  follow: "change whom you follow, block and mute",
  push: "receive your notifications",
};

export function authorizePage(frame: Frame, consent: Consent): Markup {
  const { app } = consent;
  const body = html`<section class="card narrow">
    <h1>Let ${app.name} in?</h1>
    <p>
      ${app.name} asks to use your account <strong>@${consent.username}</strong>.
      ${app.website === undefined ? "" : html`It says that its home is <strong>${app.website}</strong>.`}
    </p>
    <p>It would be allowed to:</p>
    <ul class="scopes">
      ${consent.scopes.map((scope) => html`<li>${meaning(scope)} <span class="quiet">(${scope})</span></li>`)}
    </ul>
    <p class="quiet">${consent.destination}</p>
    <form method="post" action="${consent.action}">
      <input type="hidden" name="form_token" value="${consent.formToken}" />
      <div class="actions">
        <button name="decision" value="allow">Allow</button>
        <button class="plain" name="decision" value="deny">Refuse</button>
      </div>
    </form>
  </section>`;
  return page(frame, { title: `Let ${app.name} in?`, body, isPrivate: true });
}

function meaning(scope: string): string {
  const [verb = "", ...about] = scope.split(":");
  if (about.length === 0) return meanings[scope] ?? scope;
  return `${verb} ${about.join(" ")}`.replaceAll("_", " ");
}

/** Shows a code to be copied into an app that no browser can return to. */
export function codePage(frame: Frame, code: string): Markup {
  const body = html`<section class="card narrow">
    <h1>Copy this code</h1>
    <p>Give it to the app that asked for it. It is good for ten minutes, and once.</p>
    <p class="code" id="code">${code}</p>
  </section>`;
  return page(frame, { title: "Authorization code", body, isPrivate: true });
}
