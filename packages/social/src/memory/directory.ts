import { type Account, isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { DirectoryStore } from "../directory/directory.store.ts";
import { compareIds } from "../kernel/id.ts";
import type { Tables } from "./tables.ts";

export function directoryStore({ accounts }: Tables): DirectoryStore {
  return {
    async list({ order, onlyLocal, limit, offset }) {
      const activity = ({ lastStatusAt }: Account): number =>
        order === "new" ? 0 : (lastStatusAt?.getTime() ?? 0);
      return accounts
        .values()
        .filter((account) => isFindable(account) && (!onlyLocal || isLocal(account)))
        .sort((one, other) => activity(other) - activity(one) || compareIds(other.id, one.id))
        .slice(offset, offset + limit)
        .map(({ id }) => id);
    },
  };
}

/** Whether an account asks to be found, and nothing stands against it. */
function isFindable(account: Account): boolean {
  const isServer = isLocal(account) && account.kind === "application";
  const isOpen = account.limitedAt === undefined && account.movedToUri === undefined;
  return account.discoverable && isThere(account) && isOpen && !isServer;
}
