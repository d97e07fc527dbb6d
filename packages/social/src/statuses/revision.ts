import type { Revision } from "./status.ts";

/** The part of a status that an edit may change. */
export function revisionOf(status: Revision): Revision {
  return {
    text: status.text,
    content: status.content,
    spoilerText: status.spoilerText,
    sensitive: status.sensitive,
    language: status.language,
    mentions: status.mentions,
    tags: status.tags,
    emojis: status.emojis,
    media: status.media,
  };
}

/** Whether two states of a status are the same in every part. */
export function sameRevision(one: Revision, other: Revision): boolean {
  return JSON.stringify(revisionOf(one)) === JSON.stringify(revisionOf(other));
}

/** Whether readers notice the difference: in the texts, or in what is attached (F-135, F-136). */
export function readsTheSame(one: Revision, other: Revision): boolean {
  return JSON.stringify(readPart(one)) === JSON.stringify(readPart(other));
}

function readPart({ content, spoilerText, media }: Revision): unknown {
  return [content, spoilerText, media.map(({ url, description }) => [url, description ?? null])];
}
