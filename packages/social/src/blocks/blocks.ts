import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import type { Here } from "../accounts/handle.ts";
import type { Relationship } from "../follows/follows.ts";
import { relationshipTo } from "../follows/relationship.ts";
import { otherDomain } from "../kernel/other-domain.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { canonicalDomain } from "../kernel/untrusted.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { Block } from "./blocks.store.ts";
import { keepAway, newBlock } from "./keep-away.ts";

/** Keeping others away. Whoever is blocked is told nothing, but may find out. */
export interface Blocks {
  /**
   * Ends every follow between the two, and keeps the other away. A second time it changes nothing.
   * Refuses `not-found`, `gone`, `not-allowed` (oneself).
   */
  block(viewer: AccountId, target: AccountId): Promise<Relationship>;
  /** Lets somebody come again; follows do not come back by it. */
  unblock(viewer: AccountId, target: AccountId): Promise<Relationship>;
  list(viewer: AccountId, page: Page): Promise<Paged<Account>>;
  /** Keeps everybody of a server away, and of those below it. Refuses `invalid` what is no domain, and our own. */
  blockDomain(viewer: AccountId, domain: string): Promise<void>;
  /** How many follows would end if the viewer blocked a server. Refuses `invalid` what is no domain, and our own. */
  previewDomain(
    viewer: AccountId,
    domain: string,
  ): Promise<{ readonly following: number; readonly followers: number }>;
  unblockDomain(viewer: AccountId, domain: string): Promise<void>;
  domains(viewer: AccountId, page: Page): Promise<Paged<string>>;
}

/** A remote account keeps a local one away. */
export interface ReceivedBlock {
  readonly account: AccountId;
  readonly target: AccountId;
  /** The address of their `Block`. */
  readonly uri: string;
}

/** What other servers may say about blocks. For the federation door alone; each may be said twice. */
export interface BlockRules {
  /** Ends every follow between the two, and hides whoever blocks (F-158). `false` when the target is not local. */
  receive(block: ReceivedBlock): Promise<boolean>;
  /** Restores what may be seen, and nothing else. `false` when there was no block. */
  receiveUndo(account: AccountId, target: AccountId): Promise<boolean>;
}

export interface BlocksNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Here;
}

export function createBlocks(needs: BlocksNeeds): Blocks & BlockRules {
  const { storage, clock } = needs;
  const { stores, transact } = storage;
  const relationship = (viewer: AccountId, other: AccountId) =>
    relationshipTo(stores, viewer, { other, now: clock.now() });
  return {
    async block(viewer, target) {
      if (viewer === target) throw new Refusal("not-allowed", "Nobody can block themselves.");
      await transact(async (work) => keepAway(work, await ownBlock(work, { viewer, target }, needs)));
      return relationship(viewer, target);
    },
    async unblock(viewer, target) {
      await transact((work) => letCome(work, viewer, target));
      return relationship(viewer, target);
    },
    async list(viewer, page) {
      const rows = await stores.blocks.of(viewer, page);
      const accounts = await existingAccounts(
        stores.accounts,
        rows.map(({ item }) => item),
      );
      return pagedOf(rows, byId(accounts), page);
    },

    ...domainBlocks(needs),
    ...blockRules(needs),
  };
}

function domainBlocks({ storage, clock, settings }: BlocksNeeds) {
  const { stores, transact } = storage;
  return {
    async blockDomain(viewer: AccountId, given: string) {
      const domain = otherDomain(given, settings);
      await transact(async (work) => {
        if (!(await work.blocks.addDomain(viewer, domain, clock.now()))) return;
        work.record({ type: "domain.blocked", by: viewer, domain });
      });
    },
    previewDomain: async (viewer: AccountId, given: string) =>
      stores.follows.countWithDomain(viewer, otherDomain(given, settings)),
    async unblockDomain(viewer: AccountId, given: string) {
      await transact((work) => work.blocks.removeDomain(viewer, canonicalDomain(given.trim())));
    },
    domains: async (viewer: AccountId, page: Page) =>
      paged(await stores.blocks.domainsOf(viewer, page), page),
  };
}

function blockRules({ storage, clock, ids }: BlocksNeeds): BlockRules {
  const { transact } = storage;
  return {
    receive: ({ account, target, uri }) =>
      transact(async (work) => {
        const blocked = await work.accounts.byId(target);
        if (blocked === undefined || !isLocal(blocked) || blocked.deletedAt !== undefined) return false;
        const isNew = await keepAway(work, { id: ids.next(), account, target, uri, at: clock.now() });
        if (!isNew) await work.blocks.readdress(account, target, uri);
        return true;
      }),
    receiveUndo: (account, target) => transact((work) => letCome(work, account, target)),
  };
}

interface Wish {
  readonly viewer: AccountId;
  readonly target: AccountId;
}

async function ownBlock(work: Work, { viewer, target }: Wish, needs: BlocksNeeds): Promise<Block> {
  const blocker = await existingAccount(work.accounts, viewer);
  await existingAccount(work.accounts, target);
  return newBlock(blocker, target, needs);
}

async function letCome(work: Work, account: AccountId, target: AccountId): Promise<boolean> {
  const block = await work.blocks.remove(account, target);
  if (block === undefined) return false;
  work.record({ type: "account.unblocked", by: account, target, uri: block.uri });
  return true;
}
