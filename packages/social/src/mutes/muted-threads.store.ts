import type { AccountId } from "../kernel/id.ts";

/** That an account wants no news of a conversation. */
export interface MutedThread {
  readonly account: AccountId;
  readonly conversation: string;
}

/** Of which conversations accounts want no news. One row for a pair. */
export interface MutedThreadStore {
  /** Stores the pair. Resolves to `true` when it was new. */
  add(account: AccountId, conversation: string, at: Date): Promise<boolean>;
  /** Removes the pair. Resolves to `true` when there was one. */
  remove(account: AccountId, conversation: string): Promise<boolean>;
  /** Removes every pair of an account. */
  removeAllOf(account: AccountId): Promise<void>;
  /** Those pairs that stand of any of these accounts with any of these conversations, in one statement. */
  between(accounts: readonly AccountId[], conversations: readonly string[]): Promise<readonly MutedThread[]>;
}
