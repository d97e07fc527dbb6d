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
  const distinct = distinctOf(ids);
  if (distinct.length === 0) return [];
  const isAttached = await work.media.attach(distinct, { account, status });
  const uploads = await work.media.of(account, distinct);
  if (!isAttached) throw whyNot(uploads);
  refuseCrowds(uploads);
  return inOrder(uploads, distinct).map(asStatusMedia);
}

/** Refuses what `attachMedia` would refuse to a status that shows nothing yet. */
export async function checkMedia(
  work: Work,
  { account, ids }: Pick<Showing, "account" | "ids">,
): Promise<void> {
  const distinct = distinctOf(ids);
  const uploads = await work.media.of(account, distinct);
  const isFree = uploads.every(({ state, status }) => state === "ready" && status === undefined);
  if (!isFree || uploads.length < distinct.length) throw whyNot(uploads);
  refuseCrowds(uploads);
}

function distinctOf(ids: readonly MediaId[]): readonly MediaId[] {
  const distinct = [...new Set(ids)];
  if (distinct.length > maxAttachments)
    throw new Refusal("invalid", `A status shows at most ${maxAttachments} files.`);
  return distinct;
}

function refuseCrowds(uploads: readonly Upload[]): void {
  if (uploads.length > 1 && uploads.some(({ kind }) => kind === "video" || kind === "audio"))
    throw new Refusal("invalid", "A film or sound stands alone, or beside nothing but text.");
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
