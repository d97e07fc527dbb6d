import type { AccountId } from "../kernel/id.ts";

/** When accounts moved: somebody who moves again and again is not followed along each time. */
export interface MoveStore {
  add(move: { readonly account: AccountId; readonly target: AccountId; readonly at: Date }): Promise<void>;
  /** When the account last moved. */
  last(account: AccountId): Promise<Date | undefined>;
}
