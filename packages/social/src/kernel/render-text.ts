import type { Handle, Piece } from "./text.ts";
import { scan } from "./text.ts";

/** Where the parts of a text lead. */
export interface TextContext {
  /** The origin of the pages of hashtags, as in `https://social.example`. */
  readonly origin: string;
  /** The page of somebody who is mentioned; a mention of nobody stays text. */
  readonly mention?:
    | ((handle: Handle) => { readonly url: string; readonly username: string } | undefined)
    | undefined;
  /** `me` says that a link leads to something else of the author's. */
  readonly rel?: "me" | undefined;
}

const shownCharacters = 30;

/** Turns a plain text into the HTML that Mastodon makes of it: paragraphs, line breaks, links of all kinds. */
export function renderText(text: string, context: TextContext): string {
  const html = renderLine(text.trim(), context);
  return html
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br />")}</p>`)
    .join("");
}

/** As HTML, what a local account says of itself in plain text. */
export function plainToHtml(text: string, context: Pick<TextContext, "origin">): string {
  return renderText(text, { origin: context.origin });
}

/** As HTML, the value of a profile field of a local account: one line, whose links say `rel="me"`. */
export function fieldToHtml(value: string, context: Pick<TextContext, "origin">): string {
  return renderLine(value.trim(), { origin: context.origin, rel: "me" });
}

/** Makes a plain text safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function renderLine(text: string, context: TextContext): string {
  return scan(text)
    .map((piece) => renderPiece(piece, context))
    .join("");
}

function renderPiece(piece: Piece, context: TextContext): string {
  if (piece.type === "text") return escapeHtml(piece.text);
  if (piece.type === "link") return renderLink(piece.text, context.rel);
  return piece.type === "hashtag" ? renderHashtag(piece, context.origin) : renderMention(piece, context);
}

/** Shows the first signs of an address and hides the rest, which a reader's program may put back. */
function renderLink(url: string, rel: "me" | undefined): string {
  const prefix = /^https?:\/\/(?:www\.)?/i.exec(url)?.[0] ?? "";
  const signs = Array.from(url.slice(prefix.length));
  const shown = escapeHtml(signs.slice(0, shownCharacters).join(""));
  const rest = escapeHtml(signs.slice(shownCharacters).join(""));
  const shownClass = rest === "" ? "" : "ellipsis";
  const relation = rel === undefined ? "nofollow noopener" : `nofollow noopener ${rel}`;
  return (
    `<a href="${escapeHtml(url)}" rel="${relation}" target="_blank" translate="no">` +
    `<span class="invisible">${escapeHtml(prefix)}</span>` +
    `<span class="${shownClass}">${shown}</span><span class="invisible">${rest}</span></a>`
  );
}

function renderHashtag(piece: Extract<Piece, { type: "hashtag" }>, origin: string): string {
  const url = `${origin}/tags/${encodeURIComponent(piece.name)}`;
  const written = escapeHtml(piece.text.slice(1));
  return `<a href="${escapeHtml(url)}" class="mention hashtag" rel="tag">#<span>${written}</span></a>`;
}

function renderMention(piece: Extract<Piece, { type: "mention" }>, context: TextContext): string {
  const person = context.mention?.(piece);
  if (person === undefined) return escapeHtml(piece.text);
  return (
    `<span class="h-card" translate="no"><a href="${escapeHtml(person.url)}" class="u-url mention">` +
    `@<span>${escapeHtml(person.username)}</span></a></span>`
  );
}
