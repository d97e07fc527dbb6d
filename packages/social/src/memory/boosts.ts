import type { BoostStore } from "../boosts/boosts.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function boostStore({ statuses }: Tables): BoostStore {
  const standing = () => statuses.values().filter(({ deletedAt }) => deletedAt === undefined);
  return {
    async among(account, ids) {
      const boosted = new Set(
        standing().flatMap((s) => (s.account === account && s.boostOf ? [s.boostOf] : [])),
      );
      return new Set(ids.filter((id) => boosted.has(id)));
    },
    async by(status, page) {
      const boosts = standing().filter(({ boostOf }) => boostOf === status);
      return pageOf(boosts, page, ({ id }) => id).map(({ id, account }) => ({ cursor: id, item: account }));
    },
  };
}
