import { html, raw } from "hono/html";
import { plainToHtml, type Rule } from "@trunkline/social";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";

export interface LongText {
  readonly title: string;
  /** Plain text of the operator's. */
  readonly text: string;
  /** Something about the text, such as since when it holds. */
  readonly note: string;
  readonly origin: string;
}

/** A long text of the operator's, on a page of its own. */
export function textPage(frame: Frame, { title, text, note, origin }: LongText): Markup {
  const body = html`<section class="card">
    <h1>${title}</h1>
    <p class="quiet">${note}</p>
    ${raw(plainToHtml(text, { origin }))}
  </section>`;
  return page(frame, { title, body });
}

export interface AboutParts {
  readonly title: string;
  readonly description: string;
  readonly contact: string;
  /** Plain text; empty for nothing. */
  readonly extended: string;
  readonly rules: readonly Rule[];
  readonly hasTerms: boolean;
  readonly origin: string;
}

/** What the server is, for somebody who wants to know. */
export function aboutPage(frame: Frame, parts: AboutParts): Markup {
  const { title, description, contact, extended, rules, hasTerms, origin } = parts;
  const terms = hasTerms ? html` · <a href="/terms-of-service">Terms of service</a>` : "";
  const body = html`<section class="card">
      <h1>${title}</h1>
      <p class="lede">${description}</p>
      <p>It is part of the fediverse, and any app that speaks to Mastodon speaks to it.</p>
      ${raw(plainToHtml(extended, { origin }))}
      <p class="quiet">Contact: ${contact}</p>
      <p><a href="/privacy-policy">Privacy policy</a>${terms}</p>
    </section>
    ${rules.length === 0 ? "" : ruleList(rules)}`;
  return page(frame, { title: `About ${title}`, body });
}

function ruleList(rules: readonly Rule[]): Markup {
  const items = rules.map(({ text, hint }) => {
    const meaning = hint === "" ? "" : html`<br /><span class="quiet">${hint}</span>`;
    return html`<li>${text}${meaning}</li>`;
  });
  return html`<section class="card">
    <h2>Rules</h2>
    <ol>
      ${items}
    </ol>
  </section>`;
}
