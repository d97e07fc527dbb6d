import type { AccountId } from "../kernel/id.ts";

/** A text about somebody, which its writer alone reads. */
export interface PrivateNote {
  readonly account: AccountId;
  readonly about: AccountId;
  /** Plain text. */
  readonly text: string;
  readonly at: Date;
}

/** What people note about others, for themselves alone. One row for an account and whom it is about. */
export interface PrivateNoteStore {
  /** Stores the text in the place of the one before; an empty one removes it. */
  put(note: PrivateNote): Promise<void>;
  /** The texts about those of whom there is one. One statement, however many are asked about. */
  among(account: AccountId, others: readonly AccountId[]): Promise<ReadonlyMap<AccountId, string>>;
  /** Removes all that the account noted, and all that was noted about it. */
  forget(account: AccountId): Promise<void>;
}
