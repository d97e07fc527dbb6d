import type { AccountId, BlockId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** One account keeps another away. */
export interface Block {
  readonly id: BlockId;
  readonly account: AccountId;
  readonly target: AccountId;
  /** The address of the `Block` activity, ours or theirs. */
  readonly uri: string;
  readonly at: Date;
}

/** What stands between a viewer and another account. */
export interface Barrier {
  readonly of: AccountId;
  /** The viewer blocks them, or is blocked by them. */
  readonly blocking: boolean;
  readonly blockedBy: boolean;
  /** The viewer blocks their whole server, or they block the viewer's. */
  readonly domainBlocking: boolean;
  readonly domainBlockedBy: boolean;
}

/** Who keeps whom, or whose server, away. One row for a pair; a domain stands for all that lie below it. */
export interface BlockStore {
  /** Stores a block. Resolves to `false`, and changes nothing, when the pair has one already. */
  add(block: Block): Promise<boolean>;
  /** Gives the pair's block another address. */
  readdress(account: AccountId, target: AccountId, uri: string): Promise<void>;
  /** Removes a block, and resolves to what was removed. */
  remove(account: AccountId, target: AccountId): Promise<Block | undefined>;
  byUri(uri: string): Promise<Block | undefined>;
  /** Whom the account blocks, newest first; the cursor is the block's id. */
  of(account: AccountId, page: Page): Promise<readonly Row<AccountId>[]>;
  /** Who blocks the account, newest first. */
  against(target: AccountId, page: Page): Promise<readonly Row<AccountId>[]>;
  /** Both directions between the viewer and each of the others, in one statement. Who is not blocked is left out. */
  barriers(viewer: AccountId, others: readonly AccountId[]): Promise<readonly Barrier[]>;
  /** Blocks a server for one account. Resolves to `false` when that stood already. @param domain in canonical form */
  addDomain(account: AccountId, domain: string, at: Date): Promise<boolean>;
  removeDomain(account: AccountId, domain: string): Promise<boolean>;
  /** Which servers the account blocks, newest first. */
  domainsOf(account: AccountId, page: Page): Promise<readonly Row<string>[]>;
}
