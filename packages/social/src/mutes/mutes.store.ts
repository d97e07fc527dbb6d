import type { AccountId, MuteId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** One account does not want to see another, who is not told. */
export interface Mute {
  readonly id: MuteId;
  readonly account: AccountId;
  readonly target: AccountId;
  /** Whether news by them is kept away too. */
  readonly hidesNotifications: boolean;
  /** `undefined`: until it is taken back. */
  readonly expiresAt: Date | undefined;
  readonly at: Date;
}

/** Who is muted by whom. One row for a pair; what has expired is not there any more. */
export interface MuteStore {
  /** Stores a mute, or changes how long and how far the one that stands goes. */
  put(mute: Mute): Promise<void>;
  /** Resolves to `false` when there was none. */
  remove(account: AccountId, target: AccountId): Promise<boolean>;
  /** Mutes of the account that hold at a moment, of these others; one statement, however many. */
  among(account: AccountId, others: readonly AccountId[], now: Date): Promise<readonly Mute[]>;
  /** Of these accounts, those who mute the target with all its news at a moment; one statement, however many. */
  silencing(target: AccountId, accounts: readonly AccountId[], now: Date): Promise<readonly AccountId[]>;
  /** Mutes of the account that hold at a moment, newest first; the cursor is the mute's id. */
  of(account: AccountId, now: Date, page: Page): Promise<readonly Row<Mute>[]>;
  /** Who mutes the account, newest first. */
  against(target: AccountId, now: Date, page: Page): Promise<readonly Row<Mute>[]>;
}
