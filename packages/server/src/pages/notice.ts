import { html } from "hono/html";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";

/** A page that says one thing: that something is not there, or went wrong. */
export function noticePage(frame: Frame, { title, says }: { title: string; says: string }): Markup {
  const body = html`<section class="card narrow">
    <h1>${title}</h1>
    <p>${says}</p>
    <p><a href="/">To the front page</a></p>
  </section>`;
  return page(frame, { title, body, isPrivate: true });
}
