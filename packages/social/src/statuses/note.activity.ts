import { audienceOf, blankAttachment, blankCollection, blankNote } from "@trunkline/activitypub";
import type { Attachment, Create, Hashtag, Mention, Note, NoteType } from "@trunkline/activitypub";
import { acct } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { safeHtml } from "../kernel/html.ts";
import { escapeHtml } from "../kernel/render-text.ts";
import { normaliseTag } from "../kernel/text.ts";
import { tidyCaption, tidyLine, tidyText } from "../kernel/tidy.ts";
import { webUrl } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import { toQuoteRule } from "../interactions/policy.activity.ts";
import { quotePermission } from "../interactions/policy.ts";
import type { InteractionPolicy } from "../interactions/policy.ts";
import { quoteFallback, toQuote } from "../quotes/quote.activity.ts";
import type { Quote } from "../quotes/quote.ts";
import type { Emoji } from "../emoji/emoji.ts";
import { readEmojis, toEmojiTag } from "../emoji/emoji.activity.ts";
import { asPart } from "../emoji/emojis.ts";
import type { Poll } from "../polls/poll.ts";
import { toQuestion } from "../polls/poll.activity.ts";
import type { StatusMedia } from "../media/status-media.ts";
import { fileAddress } from "../media/media-address.ts";
import type { Revision, Status } from "./status.ts";

/** What a status quotes, and the page that shows it to people. */
export interface NoteQuote {
  readonly quote: Quote;
  readonly url: string | undefined;
}

/** A status with what its protocol form names besides. */
export interface NoteParts {
  readonly status: Status;
  readonly author: Account;
  readonly mentioned: readonly Account[];
  /** The address of what it replies to. */
  readonly parent: string | undefined;
  readonly poll?: Poll | undefined;
  readonly quote?: NoteQuote | undefined;
  readonly policy?: InteractionPolicy | undefined;
  readonly emojis?: ReadonlyMap<string, Emoji> | undefined;
  /** Addresses of the first replies of its own author. */
  readonly ownReplies?: readonly string[];
}

/** The collection of an account's followers, as an address to write to. */
export function followersOf({ endpoints, uri }: Account): string {
  return endpoints.followers ?? `${uri}/followers`;
}

/** Whoever names a group means those who follow it (F-186). */
function addressesOf({ uri, kind, endpoints }: Account): readonly string[] {
  return kind === "group" && endpoints.followers !== undefined ? [uri, endpoints.followers] : [uri];
}

/** The protocol form of a local status. */
export function toNote(parts: NoteParts, home: Home): Note {
  const { status, author, mentioned, parent, poll, quote, policy, emojis } = parts;
  const named = status.emojis.flatMap(({ shortcode }) => emojis?.get(shortcode) ?? []);
  const mentions = mentioned.flatMap(addressesOf);
  return {
    ...blankNote,
    type: poll === undefined ? "Note" : "Question",
    poll: poll && toQuestion(poll),
    quote: quote && toQuote(quote.quote),
    interactionPolicy: toQuoteRule(quotePermission(status, policy, true), author),
    id: status.uri,
    attributedTo: author.uri,
    ...audienceOf(status.visibility, followersOf(author), mentions),
    content: quote?.url === undefined ? status.content : `${quoteFallback(quote.url)}${status.content}`,
    source: status.text === undefined ? undefined : { content: status.text, mediaType: "text/plain" },
    summary: status.spoilerText === "" ? undefined : status.spoilerText,
    sensitive: status.sensitive,
    language: status.language,
    url: status.url,
    inReplyTo: parent,
    conversation: status.conversation,
    published: status.createdAt,
    updated: status.editedAt,
    tags: [
      ...mentioned.map(toMention),
      ...status.tags.map((name) => toHashtag(name, home)),
      ...named.map(toEmojiTag),
    ],
    attachments: status.media.map((media) => toAttachment(media, home)),
    context: /^https?:/.test(status.conversation) ? status.conversation : undefined,
    ...collectionsOf(parts),
  };
}

/** The collections of a status: the author's first replies are told, who likes and boosts it is not. */
function collectionsOf({ status, ownReplies = [] }: NoteParts): Pick<Note, "replies" | "likes" | "shares"> {
  const { uri, favouritesCount, boostsCount } = status;
  const replies = `${uri}/replies`;
  const first = {
    ...blankCollection,
    type: "CollectionPage",
    id: `${replies}?page=true`,
    partOf: replies,
    next: `${replies}?page=true&cursor=others-0`,
    items: ownReplies,
  } as const;
  return {
    replies: { ...blankCollection, id: replies, first },
    likes: { ...blankCollection, id: `${uri}/likes`, totalItems: favouritesCount },
    shares: { ...blankCollection, id: `${uri}/shares`, totalItems: boostsCount },
  };
}

/** The activity by which a local note came into the world. */
export function createOf(note: Note): Create & { readonly id: string } {
  const { id, to, cc, published, attributedTo: actor } = note;
  return { type: "Create", id: `${id}/activity`, actor, to, cc, published, object: note };
}

function toMention(account: Account): Mention {
  return { type: "Mention", href: account.uri, name: `@${acct(account)}` };
}

function toHashtag(name: string, { origin }: Home): Hashtag {
  return { type: "Hashtag", href: `${origin}/tags/${encodeURIComponent(name)}`, name: `#${name}` };
}

function toAttachment({ description, focus, own, ...media }: StatusMedia, home: Home): Attachment {
  const { url, mediaType, blurhash, width, height, duration } = media;
  const preview = own?.preview?.key;
  return {
    ...blankAttachment,
    mediaType,
    blurhash,
    width,
    height,
    duration,
    url: own === undefined ? url : fileAddress(own.file.key, home),
    name: description,
    focalPoint: focus && [focus.x, focus.y],
    // A picture speaks for itself.
    thumbnail: own?.kind === "image" || preview === undefined ? undefined : fileAddress(preview, home),
  };
}

/** How much of a stranger's post is kept (S-053). */
const most = {
  content: 262_144,
  spoilerText: 2048,
  title: 2048,
  tags: 500,
  mentions: 100,
  media: 4,
  description: 10_000,
  language: 35,
} as const;

/** All that a note says, apart from who says it to whom. */
export type NoteTexts = Omit<Revision, "text" | "mentions">;

/** What we keep of a remote note: markup made safe, texts and lists cut where they are too long. */
export function fromNote(note: Note, home: Pick<Home, "origin">): NoteTexts {
  const isPlain = note.type === "Note" || note.type === "Question";
  return {
    content: isPlain ? safeContent(note.content) : convertedContent(note, home),
    spoilerText: isPlain ? tidyLine((note.summary ?? "").slice(0, most.spoilerText)) : "",
    sensitive: note.sensitive,
    language: readLanguage(note.language),
    tags: readTags(note),
    emojis: readEmojis(note.tags, { now: new Date(0), home }).map(asPart),
    media: readMedia(note, home),
  };
}

function safeContent(html: string): string {
  return safeHtml(tidyText(html.slice(0, most.content)));
}

/** Those whose text is the thing itself; of the others the text only describes it. */
const isShownWhole: ReadonlySet<NoteType> = new Set(["Article", "Page"]);

/** What has a title becomes a post with that title, a text, and a link to the thing. */
function convertedContent(note: Note, home: Pick<Home, "origin">): string {
  const title = tidyLine((note.name ?? "").slice(0, most.title));
  const text = isShownWhole.has(note.type) ? note.content : (note.summary ?? "");
  const url = webUrl(note.url, home) ?? note.id;
  const parts = [
    title === "" ? "" : `<p><strong>${escapeHtml(title)}</strong></p>`,
    tidyText(text.slice(0, most.content)),
    `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`,
  ];
  return safeHtml(parts.join(""));
}

function readLanguage(language: string | undefined): string | undefined {
  if (language === undefined || language.length > most.language) return undefined;
  return /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(language) ? language : undefined;
}

function readTags(note: Note): readonly string[] {
  const names = note.tags
    .slice(0, most.tags)
    .map((tag) => (tag.type === "Hashtag" ? normaliseTag(tag.name) : undefined))
    .filter((name) => name !== undefined);
  return [...new Set(names)];
}

/** The actor ids that a note mentions, and that of the group in which it stands: answers are for the group, too. */
export function readMentions(note: Note): readonly string[] {
  const hrefs = note.tags.slice(0, most.tags).map((tag) => (tag.type === "Mention" ? tag.href : undefined));
  return [...new Set([...hrefs, note.audience].filter((href) => href !== undefined))].slice(0, most.mentions);
}

function readMedia(note: Note, home: Pick<Home, "origin">): readonly StatusMedia[] {
  return note.attachments
    .map(({ name, url, mediaType, blurhash, width, height, focalPoint, duration }) => {
      const address = webUrl(url, home);
      const description = name === undefined ? undefined : tidyCaption(name.slice(0, most.description));
      if (address === undefined) return undefined;
      const focus = focalPoint && { x: focalPoint[0], y: focalPoint[1] };
      const length = duration === undefined ? {} : { duration };
      return { url: address, mediaType, description, blurhash, width, height, focus, ...length };
    })
    .filter((media) => media !== undefined)
    .slice(0, most.media);
}
