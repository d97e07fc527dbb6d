import { readAudience } from "../addressing/audience.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { readAttachments, writeAttachment } from "./attachment.ts";
import type { Attachment } from "./attachment.ts";
import type { Href, JsonObject } from "./reference.ts";
import { readTags, writeTag } from "./tag.ts";
import type { Tag } from "./tag.ts";
import {
  isHref,
  readDate,
  readHref,
  readHrefs,
  readLink,
  readList,
  readType,
  readUri,
  readWorded,
} from "./wire.ts";

/** The types that are read as a status. All but `Note` and `Question` are turned into a titled link. */
export type NoteType = "Note" | "Question" | "Article" | "Page" | "Image" | "Audio" | "Video" | "Event";

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
  /** The content warning. */
  readonly summary: string | undefined;
  readonly sensitive: boolean;
  /** BCP 47, from the first key of `contentMap`. */
  readonly language: string | undefined;
  readonly url: Href | undefined;
  readonly inReplyTo: Href | undefined;
  readonly conversation: Href | undefined;
  readonly published: Date | undefined;
  readonly updated: Date | undefined;
  readonly tags: readonly Tag[];
  readonly attachments: readonly Attachment[];
  /** Addresses of the collections that describe the note; written for our own notes only. */
  readonly replies: Href | undefined;
  readonly likes: Href | undefined;
  readonly shares: Href | undefined;
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

function readTexts(json: JsonObject): Pick<Note, "content" | "name" | "summary" | "language"> {
  const content = readWorded(json["content"], json["contentMap"], MAX_CONTENT_LENGTH);
  const name = readWorded(json["name"], json["nameMap"], MAX_TITLE_LENGTH);
  const summary = readWorded(json["summary"], json["summaryMap"], MAX_SUMMARY_LENGTH);
  return {
    content: content.text ?? "",
    name: name.text,
    summary: summary.text === "" ? undefined : summary.text,
    language: content.language ?? name.language ?? summary.language,
  };
}

function readPlace(json: JsonObject): Pick<Note, "to" | "cc" | "url" | "inReplyTo" | "conversation"> {
  return {
    to: readAudience(json["to"]),
    cc: readAudience(json["cc"]),
    url: readLink(json["url"], "text/html"),
    inReplyTo: readHref(json["inReplyTo"]),
    conversation: readUri(json["conversation"]),
  };
}

type Rest = Pick<
  Note,
  "sensitive" | "published" | "updated" | "tags" | "attachments" | "replies" | "likes" | "shares"
>;

function readRest(json: JsonObject): Rest {
  return {
    sensitive: json["sensitive"] === true || json["sensitive"] === "true",
    published: readDate(json["published"]),
    updated: readDate(json["updated"]),
    tags: readTags(json["tag"]),
    attachments: readAttachments(json["attachment"]),
    replies: readHref(json["replies"]),
    likes: readHref(json["likes"]),
    shares: readHref(json["shares"]),
  };
}

/** Writes a post as Mastodon does, without `@context`. */
export function writeNote(note: Note): JsonObject {
  return {
    id: note.id,
    type: note.type,
    ...(note.name === undefined ? {} : { name: note.name }),
    summary: note.summary ?? null,
    inReplyTo: note.inReplyTo ?? null,
    ...(note.published === undefined ? {} : { published: note.published.toISOString() }),
    ...(note.updated === undefined ? {} : { updated: note.updated.toISOString() }),
    ...(note.url === undefined ? {} : { url: note.url }),
    attributedTo: note.attributedTo,
    to: note.to,
    cc: note.cc,
    sensitive: note.sensitive,
    atomUri: note.id,
    inReplyToAtomUri: note.inReplyTo ?? null,
    ...(note.conversation === undefined ? {} : { conversation: note.conversation }),
    content: note.content,
    ...(note.language === undefined ? {} : { contentMap: { [note.language]: note.content } }),
    attachment: note.attachments.map(writeAttachment),
    tag: note.tags.map(writeTag),
    ...writeCollections(note),
  };
}

function writeCollections({ replies, likes, shares }: Note): JsonObject {
  return {
    ...(replies === undefined ? {} : { replies }),
    ...(likes === undefined ? {} : { likes }),
    ...(shares === undefined ? {} : { shares }),
  };
}
