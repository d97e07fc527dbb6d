import type { AccountId, MediaId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { StatusMedia } from "../media/status-media.ts";
import type { Upload } from "../media/upload.ts";
import { asStatusMedia } from "../media/upload.ts";
import type { Work } from "../stores.ts";

/** How many pictures, films or sounds a status shows. */
export const maxAttachments = 4;

/** Whose status shows what. */
export interface Showing {
  readonly account: AccountId;
  readonly status: StatusId;
  readonly ids: readonly MediaId[];
}

/**
 * Gives uploads to a status, which shows them in this order. Refuses with `invalid` more than four, a film or sound beside
 * others, what is not the author's or another status's, and what is not ready.
 */
export async function attachMedia(
  work: Work,
  { account, status, ids }: Showing,
): Promise<readonly StatusMedia[]> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return [];
  if (distinct.length > maxAttachments)
    throw new Refusal("invalid", `A status shows at most ${maxAttachments} files.`);
  const isAttached = await work.media.attach(distinct, { account, status });
  const uploads = await work.media.of(account, distinct);
  if (!isAttached) throw whyNot(uploads);
  const media = inOrder(uploads, distinct).map(asStatusMedia);
  if (media.length > 1 && media.some(({ own }) => own?.kind === "video" || own?.kind === "audio"))
    throw new Refusal("invalid", "A film or sound stands alone, or beside nothing but text.");
  return media;
}

function whyNot(uploads: readonly Upload[]): Refusal {
  if (uploads.some(({ state }) => state === "processing"))
    return new Refusal(
      "invalid",
      "Files that are still being processed cannot be shown. Try again in a moment.",
    );
  return new Refusal("invalid", "A file that is to be shown does not exist, or a status shows it already.");
}

function inOrder(uploads: readonly Upload[], ids: readonly MediaId[]): readonly Upload[] {
  return ids.flatMap((id) => uploads.find((upload) => upload.id === id) ?? []);
}
