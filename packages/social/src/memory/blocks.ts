import type { Barrier, BlockStore } from "../blocks/blocks.store.ts";
import { isBelow } from "../kernel/domain.ts";
import type { AccountId } from "../kernel/id.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

const key = (account: AccountId, target: string): string => `${account} ${target}`;

export function blockStore(tables: Tables): BlockStore {
  const { blocks, blockedDomains } = tables;
  return {
    async add(block) {
      const at = key(block.account, block.target);
      if (blocks.has(at)) return false;
      blocks.set(at, block);
      return true;
    },
    async readdress(account, target, uri) {
      const block = blocks.get(key(account, target));
      if (block !== undefined) blocks.set(key(account, target), { ...block, uri });
    },
    async remove(account, target) {
      const block = blocks.get(key(account, target));
      blocks.delete(key(account, target));
      return block;
    },
    byUri: async (uri) => blocks.values().find((block) => block.uri === uri),
    async of(account, page) {
      const own = blocks.values().filter((block) => block.account === account);
      return pageOf(own, page, ({ id }) => id).map(({ id, target }) => ({ cursor: id, item: target }));
    },
    async against(target, page) {
      const all = blocks.values().filter((block) => block.target === target);
      return pageOf(all, page, ({ id }) => id).map(({ id, account }) => ({ cursor: id, item: account }));
    },
    barriers: async (viewer, others) =>
      [...new Set(others)].map((of) => barrier(tables, viewer, of)).filter(stands),
    async addDomain(account, domain) {
      if (blockedDomains.has(key(account, domain))) return false;
      blockedDomains.set(key(account, domain), { cursor: tables.serial(), account, domain });
      return true;
    },
    removeDomain: async (account, domain) => blockedDomains.delete(key(account, domain)),
    async domainsOf(account, page) {
      const own = blockedDomains.values().filter((each) => each.account === account);
      return pageOf(own, page, ({ cursor }) => cursor).map(({ cursor, domain }) => ({
        cursor,
        item: domain,
      }));
    },
  };
}

function barrier(tables: Tables, viewer: AccountId, of: AccountId): Barrier {
  return {
    of,
    blocking: tables.blocks.has(key(viewer, of)),
    blockedBy: tables.blocks.has(key(of, viewer)),
    domainBlocking: blocksServerOf(tables, viewer, of),
    domainBlockedBy: blocksServerOf(tables, of, viewer),
  };
}

function blocksServerOf({ accounts, blockedDomains }: Tables, account: AccountId, other: AccountId): boolean {
  const host = accounts.get(other)?.domain;
  if (host === undefined) return false;
  return blockedDomains.values().some((each) => each.account === account && isBelow(host, each.domain));
}

function stands({ blocking, blockedBy, domainBlocking, domainBlockedBy }: Barrier): boolean {
  return blocking || blockedBy || domainBlocking || domainBlockedBy;
}
