import type { AccountId, StatusId } from "../kernel/id.ts";

/** Remembers which request made which status, for a day. */
export interface IdempotencyStore {
  /**
   * Claims a key for a status. Resolves to `undefined` when the key was free, otherwise to the status
   * that holds it and the fingerprint of the request that made it. Concurrent claims of one key
   * wait for each other.
   */
  claim(
    account: AccountId,
    key: string,
    claim: {
      /** The id of what the request makes. */
      readonly status: StatusId;
      /** Left out: a status. */
      readonly makes?: "status" | "scheduled";
      readonly fingerprint: string;
      readonly at: Date;
    },
  ): Promise<{ readonly status: StatusId; readonly fingerprint: string } | undefined>;
}
