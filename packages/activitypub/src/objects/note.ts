import { readAudience } from "../addressing/audience.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { readAttachments, readLinks } from "./attachment.ts";
import type { Attachment } from "./attachment.ts";
import { readCollectionOf } from "./collection-document.ts";
import type { Collection } from "./collection-document.ts";
import { readInteractionPolicy } from "./interaction-policy.ts";
import type { InteractionPolicy } from "./interaction-policy.ts";
import { readPoll } from "./poll.ts";
import type { Poll } from "./poll.ts";
import { readQuote } from "./quote.ts";
import type { Quote } from "./quote.ts";
import { PUBLIC } from "./reference.ts";
import type { Href, JsonObject } from "./reference.ts";
import { readTags } from "./tag.ts";
import type { Tag } from "./tag.ts";
import {
  isHref,
  isJsonObject,
  readDate,
  readHref,
  readHrefs,
  readLink,
  readList,
  readText,
  readType,
  readUri,
  readWorded,
} from "./wire.ts";

/** The types that are read as a status. All but `Note` and `Question` are turned into a titled link. */
export type NoteType = "Note" | "Question" | "Article" | "Page" | "Image" | "Audio" | "Video" | "Event";

/** What the author typed, where the server tells. */
export interface Source {
  readonly content: string;
  readonly mediaType: string | undefined;
}

/** A post. `content`, `summary` and `name` may hold unsafe HTML. */
export interface Note {
  readonly type: NoteType;
  readonly id: Href;
  readonly attributedTo: Href;
  readonly to: readonly Href[];
  readonly cc: readonly Href[];
  /** HTML. */
  readonly content: string;
  /** The title of an `Article`, `Page`, `Video` and the like. */
  readonly name: string | undefined;
  readonly source: Source | undefined;
  /** The content warning. */
  readonly summary: string | undefined;
  readonly sensitive: boolean;
  /** BCP 47, from the first key of `contentMap`. */
  readonly language: string | undefined;
  readonly url: Href | undefined;
  readonly inReplyTo: Href | undefined;
  readonly conversation: Href | undefined;
  /** The collection of all posts of its thread (FEP-7888). */
  readonly context: Href | undefined;
  /** The group in which it was posted. */
  readonly audience: Href | undefined;
  readonly published: Date | undefined;
  readonly updated: Date | undefined;
  readonly tags: readonly Tag[];
  readonly attachments: readonly Attachment[];
  /** The pages that it links to, first of all to be shown as cards. */
  readonly links: readonly Href[];
  /** Of a `Question`. */
  readonly poll: Poll | undefined;
  readonly quote: Quote | undefined;
  readonly interactionPolicy: InteractionPolicy | undefined;
  /** The address of the permission to answer what it answers (GoToSocial). */
  readonly approvedBy: Href | undefined;
  /** The collections that describe it, by their addresses or with what stands in them. */
  readonly replies: Collection | undefined;
  readonly likes: Collection | undefined;
  readonly shares: Collection | undefined;
}

/** S-053. */
const MAX_CONTENT_LENGTH = 256 * 1024;
const MAX_TITLE_LENGTH = 2048;
const MAX_SUMMARY_LENGTH = 20 * 1024;
const MAX_AUTHORS = 100;

export const noteTypes: Readonly<Record<NoteType, true>> = {
  Note: true,
  Question: true,
  Article: true,
  Page: true,
  Image: true,
  Audio: true,
  Video: true,
  Event: true,
};

/**
 * Reads a post out of plain JSON.
 *
 * Its author is the first of `attributedTo`; an `author` who is given must be among them, and is taken
 * where nobody is named (F-111). Needs an `id` and an author.
 */
export function readNote(json: JsonObject, author?: Href): Verdict<Note, "malformed" | "unknown-type"> {
  const type = readType(json["type"], noteTypes);
  if (type === undefined) return refuse("unknown-type");
  const id = json["id"];
  const attributedTo = readAuthor(json["attributedTo"], author);
  if (!isHref(id) || attributedTo === undefined) return refuse("malformed");
  return accept({ type, id, attributedTo, ...readTexts(json), ...readPlace(json), ...readRest(json) });
}

function readAuthor(value: unknown, author: Href | undefined): Href | undefined {
  const named = readHrefs(value, MAX_AUTHORS);
  if (author === undefined) return named[0];
  return readList(value).length === 0 || named.includes(author) ? author : undefined;
}

/** Whether a note is a vote in the poll that it answers: the name of an option, and nothing to read. */
export function isVote({ type, name, content, inReplyTo }: Note): boolean {
  return type === "Note" && name !== undefined && content === "" && inReplyTo !== undefined;
}

function readTexts(json: JsonObject): Pick<Note, "content" | "name" | "summary" | "language" | "source"> {
  const content = readWorded(json["content"], json["contentMap"], MAX_CONTENT_LENGTH);
  const name = readWorded(json["name"], json["nameMap"], MAX_TITLE_LENGTH);
  const summary = readWorded(json["summary"], json["summaryMap"], MAX_SUMMARY_LENGTH);
  return {
    content: content.text ?? "",
    name: name.text,
    summary: summary.text === "" ? undefined : summary.text,
    language: content.language ?? name.language ?? summary.language,
    source: readSource(json["source"]),
  };
}

/** Pleroma writes plain text as that text alone; an object that is no more than an address is that address. */
function readSource(value: unknown): Source | undefined {
  const [source] = readList(value);
  const content = readText(
    isJsonObject(source) ? (source["content"] ?? source["id"]) : source,
    MAX_CONTENT_LENGTH,
  );
  if (content === undefined) return undefined;
  return { content, mediaType: isJsonObject(source) ? readText(source["mediaType"], 255) : undefined };
}

type Place = Pick<Note, "to" | "cc" | "url" | "inReplyTo" | "conversation" | "context" | "audience">;

function readPlace(json: JsonObject): Place {
  return {
    to: readAudience(json["to"]),
    cc: readAudience(json["cc"]),
    url: readLink(json["url"], "text/html"),
    inReplyTo: readHref(json["inReplyTo"]),
    conversation: readUri(json["conversation"]),
    context: readHref(json["context"]),
    audience: readAudience(json["audience"]).find((href) => href !== PUBLIC),
  };
}

type Rest = Pick<
  Note,
  | "sensitive"
  | "published"
  | "updated"
  | "tags"
  | "attachments"
  | "links"
  | "poll"
  | "quote"
  | "interactionPolicy"
  | "approvedBy"
  | "replies"
  | "likes"
  | "shares"
>;

function readRest(json: JsonObject): Rest {
  return {
    sensitive: json["sensitive"] === true || json["sensitive"] === "true",
    published: readDate(json["published"]),
    updated: readDate(json["updated"]),
    tags: readTags(json["tag"]),
    attachments: readAttachments(json["attachment"]),
    links: readLinks(json["attachment"]),
    poll: readPoll(json),
    quote: readQuote(json),
    interactionPolicy: readInteractionPolicy(json["interactionPolicy"]),
    approvedBy: readHref(json["replyAuthorization"]) ?? readHref(json["approvedBy"]),
    replies: readCollectionOf(json["replies"]),
    likes: readCollectionOf(json["likes"]),
    shares: readCollectionOf(json["shares"]),
  };
}
