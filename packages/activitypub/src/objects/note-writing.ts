import { writeAttachment, writeLink } from "./attachment.ts";
import { writeCollectionDocument } from "./collection-document.ts";
import { writeInteractionPolicy } from "./interaction-policy.ts";
import { isVote } from "./note.ts";
import type { Note } from "./note.ts";
import { writePoll } from "./poll.ts";
import { writeQuote } from "./quote.ts";
import type { JsonObject } from "./reference.ts";
import { writeTag } from "./tag.ts";

/** Writes a post as Mastodon does, without `@context`. A vote is written as no more than that. */
export function writeNote(note: Note): JsonObject {
  if (isVote(note)) return writeVote(note);
  return {
    id: note.id,
    type: note.type,
    ...(note.name === undefined ? {} : { name: note.name }),
    summary: note.summary ?? null,
    ...writePlace(note),
    sensitive: note.sensitive,
    content: note.content,
    ...(note.language === undefined ? {} : { contentMap: { [note.language]: note.content } }),
    ...writeSource(note),
    attachment: [...note.attachments.map(writeAttachment), ...note.links.map(writeLink)],
    tag: note.tags.map(writeTag),
    ...(note.poll === undefined ? {} : writePoll(note.poll)),
    ...(note.quote === undefined ? {} : writeQuote(note.quote)),
    ...writePermissions(note),
    ...writeCollections(note),
  };
}

function writeVote({ id, name, attributedTo, to, cc, inReplyTo, published }: Note): JsonObject {
  return {
    id,
    type: "Note",
    name,
    attributedTo,
    to,
    ...(cc.length === 0 ? {} : { cc }),
    inReplyTo,
    ...(published === undefined ? {} : { published: published.toISOString() }),
  };
}

function writePlace(note: Note): JsonObject {
  return {
    inReplyTo: note.inReplyTo ?? null,
    ...(note.published === undefined ? {} : { published: note.published.toISOString() }),
    ...(note.updated === undefined ? {} : { updated: note.updated.toISOString() }),
    ...(note.url === undefined ? {} : { url: note.url }),
    attributedTo: note.attributedTo,
    to: note.to,
    cc: note.cc,
    ...(note.audience === undefined ? {} : { audience: note.audience }),
    atomUri: note.id,
    inReplyToAtomUri: note.inReplyTo ?? null,
    ...(note.conversation === undefined ? {} : { conversation: note.conversation }),
    ...(note.context === undefined ? {} : { context: note.context }),
  };
}

function writeSource({ source }: Note): JsonObject {
  if (source === undefined) return {};
  const { content, mediaType } = source;
  return { source: { content, ...(mediaType === undefined ? {} : { mediaType }) } };
}

function writePermissions({ interactionPolicy, approvedBy }: Note): JsonObject {
  return {
    ...(interactionPolicy === undefined
      ? {}
      : { interactionPolicy: writeInteractionPolicy(interactionPolicy) }),
    ...(approvedBy === undefined ? {} : { replyAuthorization: approvedBy, approvedBy }),
  };
}

function writeCollections({ replies, likes, shares }: Note): JsonObject {
  return {
    ...(replies === undefined ? {} : { replies: writeCollectionDocument(replies) }),
    ...(likes === undefined ? {} : { likes: writeCollectionDocument(likes) }),
    ...(shares === undefined ? {} : { shares: writeCollectionDocument(shares) }),
  };
}
