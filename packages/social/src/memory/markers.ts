import type { AccountId } from "../kernel/id.ts";
import type { MarkerStore } from "../markers/markers.store.ts";
import type { Tables } from "./tables.ts";

const key = (account: AccountId, timeline: string): string => `${account} ${timeline}`;

export function markerStore({ markers }: Tables): MarkerStore {
  return {
    of: async (account) =>
      markers
        .values()
        .filter((row) => row.account === account)
        .map(({ account: _, ...marker }) => marker),
    async put(account, marker) {
      const standing = markers.get(key(account, marker.timeline));
      if ((standing?.version ?? 0) !== marker.version - 1) return false;
      markers.set(key(account, marker.timeline), { account, ...marker });
      return true;
    },
    async forget(account) {
      for (const row of markers.values())
        if (row.account === account) markers.delete(key(account, row.timeline));
    },
  };
}
