import type { MoveStore } from "../moves/moves.store.ts";
import type { Tables } from "./tables.ts";

export function moveStore({ moves }: Tables): MoveStore {
  return {
    async add(move) {
      moves.set(move.account, move);
    },
    last: async (account) => moves.get(account)?.at,
  };
}
