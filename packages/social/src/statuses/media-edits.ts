import type { AccountId, MediaId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { UploadChange } from "../media/media.store.ts";
import { changeOf } from "../media/media.ts";
import type { StatusMedia } from "../media/status-media.ts";
import type { Work } from "../stores.ts";
import { attachMedia } from "./attachments.ts";
import type { PostNeeds } from "./post.ts";
import type { Status } from "./status.ts";
import type { MediaEdit } from "./statuses.ts";

/** Which uploads a status shows. */
export function idsOf(media: readonly StatusMedia[]): readonly MediaId[] {
  return media.flatMap(({ own }) => own?.id ?? []);
}

/** A change of a file that a status shows, with whatever it needs stored already. */
export interface ReadMediaEdit {
  readonly id: MediaId;
  readonly change: UploadChange;
}

/** Reads what of the files is to change. Refuses with `invalid` what is about none of them, or is too long. */
export async function readMediaEdits(
  viewer: AccountId,
  { shown, edits }: { readonly shown: readonly MediaId[]; readonly edits: readonly MediaEdit[] },
  { storage, media }: Pick<PostNeeds, "storage" | "media">,
): Promise<readonly ReadMediaEdit[]> {
  const uploads = edits.length === 0 ? [] : await storage.stores.media.of(viewer, shown);
  const read: ReadMediaEdit[] = [];
  for (const edit of edits) {
    const upload = uploads.find(({ id }) => id === edit.id);
    if (upload === undefined) throw new Refusal("invalid", "The status shows no such file.");
    const change = await changeOf(upload, edit, media);
    if (differs(upload, change)) read.push({ id: edit.id, change });
  }
  return read;
}

function differs(upload: UploadChange, change: UploadChange): boolean {
  const before = { description: upload.description, focus: upload.focus, made: upload.made };
  return JSON.stringify({ ...before, ...change }) !== JSON.stringify(before);
}

/** Brings what a status shows in line with an edit. What it shows no longer stays its own, for its history. */
export async function reviseMedia(
  work: Work,
  { id: status, account, media }: Pick<Status, "id" | "account" | "media">,
  edit: { readonly shown: readonly MediaId[]; readonly edits: readonly ReadMediaEdit[]; readonly now: Date },
): Promise<readonly StatusMedia[]> {
  const { shown, edits, now } = edit;
  const isSame = edits.length === 0 && JSON.stringify(shown) === JSON.stringify(idsOf(media));
  if (isSame) return media;
  const attached = await attachMedia(work, { account, status, ids: shown });
  for (const { id, change } of edits) await work.media.change({ id, account, status }, change, now);
  return edits.length === 0 ? attached : attachMedia(work, { account, status, ids: shown });
}
