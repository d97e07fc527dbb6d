import type { AccountId } from "../kernel/id.ts";

/** Which part of the directory is asked for. */
export interface DirectoryQuery {
  /** `active`: who has posted last comes first. `new`: who is known for the shortest time. */
  readonly order: "active" | "new";
  readonly onlyLocal: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** The accounts that want to be found. */
export interface DirectoryStore {
  /**
   * Accounts that ask to be discoverable and are neither gone, moved, limited nor suspended, in their order; never the
   * server's own actor.
   */
  list(query: DirectoryQuery): Promise<readonly AccountId[]>;
}
