import type { Storage } from "../stores.ts";
import type { ProofKeyPair } from "./accounts.store.ts";

const batchSize = 200;

/**
 * Gives a key for proofs to every local account that was made before there were any. May be called at every start, and in several
 * processes at once. Resolves to how many it gave.
 */
export async function ensureProofKeys(
  { stores, transact }: Storage,
  generate: () => Promise<ProofKeyPair>,
): Promise<number> {
  let given = 0;
  for (;;) {
    const ids = await stores.accounts.withoutProofKey(batchSize);
    if (ids.length === 0) return given;
    const pairs = await Promise.all(ids.map(async (id) => ({ id, pair: await generate() })));
    await transact(async (work) => {
      for (const { id, pair } of pairs) if (await work.accounts.addProofKey(id, pair)) given += 1;
    });
  }
}
