import type { Account } from "../accounts/account.ts";
import { existingAccounts } from "../accounts/existing.ts";
import { wantedOf } from "../blocks/unwanted.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { DirectoryQuery } from "./directory.store.ts";

/** Looking through those who want to be found (S-159). */
export interface Directory {
  /** A part of the directory without those whom the viewer may not or will not come across. */
  list(viewer: AccountId | undefined, query: DirectoryQuery): Promise<readonly Account[]>;
}

export interface DirectoryNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

export function createDirectory({ storage, clock }: DirectoryNeeds): Directory {
  const { stores } = storage;
  return {
    async list(viewer, query) {
      const accounts = await existingAccounts(stores.accounts, await stores.directory.list(query));
      return wantedOf(stores, viewer, { accounts, now: clock.now() });
    },
  };
}
