import type { AccountId, MediaId, StatusId } from "../kernel/id.ts";
import type { MediaKey } from "./media-key.ts";
import type { MadeMedia, Upload } from "./upload.ts";

/** What may change about an upload; what is left out stays. */
export type UploadChange = Partial<Pick<Upload, "description" | "focus" | "made">>;

/** An upload that waits for something to be made of it, and the proof that it is this worker's to do. */
export interface ClaimedUpload {
  readonly upload: Upload;
  readonly token: string;
  /** How often it was begun before. */
  readonly attempts: number;
}

/**
 * What people have sent to be shown with statuses, and which files nobody needs any more. Whatever takes an upload away
 * leaves its files in the list of those to be removed, in the same transaction (S-081).
 */
export interface MediaStore {
  add(upload: Upload): Promise<void>;
  /** Those of these that the account has sent, in no particular order (S-084). */
  of(account: AccountId, ids: readonly MediaId[]): Promise<readonly Upload[]>;
  /**
   * Changes an upload that no status shows, or only `status`. Resolves to `false`, and changes nothing, when there is no
   * such upload of this account. Files that give way to others are left to be removed.
   */
  change(upload: Pick<Upload, "id" | "account" | "status">, change: UploadChange, at: Date): Promise<boolean>;
  /**
   * Gives uploads to a status, each for good. Resolves to `false`, and changes nothing, unless all of them are ready, the
   * account's own, and no other status's (S-079).
   */
  attach(
    ids: readonly MediaId[],
    to: { readonly account: AccountId; readonly status: StatusId },
  ): Promise<boolean>;
  /** Takes away an upload that no status shows. Resolves to `false` when there is none. */
  remove(account: AccountId, id: MediaId, at: Date): Promise<boolean>;
  /** Takes away all that a status shows or has shown. */
  removeOf(status: StatusId, at: Date): Promise<void>;
  /** Takes away all that an account has sent. */
  removeAllOf(account: AccountId, at: Date): Promise<void>;
  /**
   * Takes away uploads that no status has shown since a moment, and none that waits for its time is to show, at most so
   * many. Resolves to how many.
   */
  removeUnattached(since: Date, at: Date, limit: number): Promise<number>;

  /**
   * Claims the longest waiting upload of which nothing was made, or the one that is named, until an instant.
   * `undefined`: there is none, or another has it.
   */
  claim(now: Date, until: Date, only?: MediaId): Promise<ClaimedUpload | undefined>;
  /** Lengthens a claim. Resolves to `false` when it is another's by now. */
  hold(claimed: Pick<ClaimedUpload, "upload" | "token">, until: Date): Promise<boolean>;
  /**
   * Ends a claim: with what was made, with nothing (`failed`), or to be tried again at an instant. Resolves to `false`, and
   * changes nothing, when the claim is another's by now or the upload is gone.
   */
  settle(
    claimed: Pick<ClaimedUpload, "upload" | "token">,
    outcome: { readonly made: MadeMedia } | { readonly failed: true } | { readonly again: Date },
    at: Date,
  ): Promise<boolean>;

  /** Leaves files to be removed. One that is in the list already stays as it is. */
  discard(keys: readonly MediaKey[], at: Date): Promise<void>;
  /** Files that are to be removed, the longest due first. */
  discarded(
    now: Date,
    limit: number,
  ): Promise<readonly { readonly key: MediaKey; readonly attempts: number }[]>;
  /** They are seen to be gone. */
  forget(keys: readonly MediaKey[]): Promise<void>;
  /** One could not be removed, and is to be tried again at an instant. */
  putOff(key: MediaKey, at: Date): Promise<void>;
}
