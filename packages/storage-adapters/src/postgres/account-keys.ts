import type { AccountId, AccountStore, KeyPair } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { privateKeyPlace, proofKeyPlace } from "./secrets.ts";
import type { SecretBox } from "./secrets.ts";

type KeyStore = Pick<AccountStore, "publicKeys" | "signingKey" | "withoutProofKey" | "addProofKey">;

interface KeyRow {
  readonly accountId: AccountId;
  readonly publicPem: string;
  readonly privateSealed: string;
  readonly proofMultibase: string | undefined;
  readonly proofSealed: string | undefined;
}

/** The keys of local accounts, whose private halves are sealed. */
export function keyStore(sql: Sql, box: SecretBox): KeyStore {
  return {
    async publicKeys(id) {
      const [row] = await sql<Pick<KeyRow, "publicPem" | "proofMultibase">[]>`
        select public_pem, proof_multibase from account_keys where account_id = ${id}`;
      if (row === undefined) return undefined;
      const { publicPem, proofMultibase } = row;
      return { publicPem, ...(proofMultibase === undefined ? {} : { proofMultibase }) };
    },
    async signingKey(uri) {
      const [row] = await sql<KeyRow[]>`
        select account_id, public_pem, private_sealed, proof_multibase, proof_sealed from account_keys
        join accounts on accounts.id = account_id where uri = ${uri}`;
      return row === undefined ? undefined : open(row, box);
    },
    async withoutProofKey(limit) {
      const rows = await sql<{ accountId: AccountId }[]>`
        select account_id from account_keys where proof_sealed is null limit ${limit}`;
      return rows.map(({ accountId }) => accountId);
    },
    async addProofKey(id, { multibase, privatePem }) {
      const { count } = await sql`
        update account_keys
        set proof_multibase = ${multibase}, proof_sealed = ${box.seal(proofKeyPlace(id), privatePem)}
        where account_id = ${id} and proof_sealed is null`;
      return count > 0;
    },
  };
}

function open(row: KeyRow, box: SecretBox): KeyPair {
  const { accountId, publicPem, privateSealed, proofMultibase: multibase, proofSealed } = row;
  const pair = { publicPem, privatePem: box.open(privateKeyPlace(accountId), privateSealed) };
  if (multibase === undefined || proofSealed === undefined) return pair;
  return { ...pair, proof: { multibase, privatePem: box.open(proofKeyPlace(accountId), proofSealed) } };
}

/** Keeps the keys of a new account. */
export async function insertKeys(
  sql: Sql,
  box: SecretBox,
  { id, keys }: { readonly id: AccountId; readonly keys: KeyPair },
): Promise<void> {
  const { publicPem, privatePem, proof } = keys;
  const proofSealed = proof === undefined ? null : box.seal(proofKeyPlace(id), proof.privatePem);
  await sql`
    insert into account_keys (account_id, public_pem, private_sealed, proof_multibase, proof_sealed)
    values (${id}, ${publicPem}, ${box.seal(privateKeyPlace(id), privatePem)}, ${proof?.multibase ?? null},
      ${proofSealed})`;
}
