import type { AccountStore } from "../accounts/accounts.store.ts";
import type { Tables } from "./tables.ts";

type KeyStore = Pick<AccountStore, "publicKeys" | "signingKey" | "withoutProofKey" | "addProofKey">;

export function keyStore({ accounts, keys }: Pick<Tables, "accounts" | "keys">): KeyStore {
  return {
    async publicKeys(id) {
      const pair = keys.get(id);
      if (pair === undefined) return undefined;
      const { publicPem, proof } = pair;
      return { publicPem, ...(proof === undefined ? {} : { proofMultibase: proof.multibase }) };
    },
    withoutProofKey: async (limit) =>
      accounts
        .values()
        .map(({ id }) => id)
        .filter((id) => keys.has(id) && keys.get(id)?.proof === undefined)
        .slice(0, limit),
    async addProofKey(id, proof) {
      const pair = keys.get(id);
      if (pair === undefined || pair.proof !== undefined) return false;
      keys.set(id, { ...pair, proof });
      return true;
    },
    async signingKey(uri) {
      const account = accounts.values().find((candidate) => candidate.uri === uri);
      return account === undefined ? undefined : keys.get(account.id);
    },
  };
}
