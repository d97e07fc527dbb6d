import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Fragment, Sql } from "./connect.ts";

/** The keys with which secrets are sealed at rest, 32 bytes each, by an id of the host's choice. */
export interface KeyRing {
  /** Seals what is written from now on. */
  readonly active: string;
  /** The active key, and older ones that still open what they sealed. */
  readonly keys: Readonly<Record<string, Uint8Array>>;
}

/** Where a secret lies: one that is moved to another row or column does not open there. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** Seals and opens secrets with AES-256-GCM. */
export interface SecretBox {
  readonly active: string;
  has(keyId: string): boolean;
  seal(place: SecretPlace, text: string): string;
  /** Throws when the text was sealed elsewhere, with another key, or changed since. */
  open(place: SecretPlace, sealed: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

export function createSecretBox({ active, keys }: KeyRing): SecretBox {
  const keyOf = (id: string): Uint8Array => {
    const key = Object.hasOwn(keys, id) ? keys[id] : undefined;
    if (key === undefined) throw new Error(`The secret key "${id}" is not in the key ring.`);
    if (key.length !== 32) throw new Error(`The secret key "${id}" has ${key.length} bytes instead of 32.`);
    return key;
  };
  if (!/^[\w-]{1,32}$/.test(active)) throw new Error(`"${active}" cannot be the id of a secret key.`);
  keyOf(active);
  return {
    active,
    has: (keyId) => Object.hasOwn(keys, keyId),
    seal(place, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", keyOf(active), nonce).setAAD(binding(place));
      const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${active}:${body.toString("base64url")}`;
    },
    open(place, sealed) {
      const [keyId = "", body = ""] = sealed.split(":");
      const bytes = Buffer.from(body, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", keyOf(keyId), bytes.subarray(0, nonceBytes))
        .setAAD(binding(place))
        .setAuthTag(bytes.subarray(-tagBytes));
      const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    },
  };
}

function binding({ table, column, row }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([table, column, row]));
}

const canary = "If this can be read, the key is right.";
const canaryPlace = (row: string): SecretPlace => ({ table: "secret_canaries", column: "sealed", row });

/** Makes sure that the ring opens what this database holds. Throws one sentence that says what is wrong. */
export async function checkSecrets(sql: Sql, box: SecretBox): Promise<void> {
  await sql`
    insert into secret_canaries (key_id, sealed)
    values (${box.active}, ${box.seal(canaryPlace(box.active), canary)})
    on conflict (key_id) do nothing`;
  const rows = await sql<{ keyId: string; sealed: string }[]>`select key_id, sealed from secret_canaries`;
  for (const row of rows) proveCanary(box, row);
}

/** Throws one sentence when the ring does not open what was sealed with the key of this id. */
export function proveCanary(
  box: SecretBox,
  { keyId, sealed }: { readonly keyId: string; readonly sealed: string },
): void {
  if (!box.has(keyId)) {
    throw new Error(
      `The database holds secrets sealed with the key "${keyId}", which is not in the key ring.`,
    );
  }
  if (!opens(box, keyId, sealed)) {
    throw new Error(`The secret key "${keyId}" is not the one with which this database was written.`);
  }
}

function opens(box: SecretBox, keyId: string, sealed: string): boolean {
  try {
    return box.open(canaryPlace(keyId), sealed) === canary;
  } catch (error) {
    // What node:crypto says of a text that another key sealed; anything else is not about the key.
    if (error instanceof Error && error.message.includes("unable to authenticate data")) return false;
    throw error;
  }
}

/** Where the private half of an account's key lies. */
export function privateKeyPlace(account: string): SecretPlace {
  return { table: "account_keys", column: "private_sealed", row: account };
}

/** Where the private half of its key for proofs lies. */
export function proofKeyPlace(account: string): SecretPlace {
  return { table: "account_keys", column: "proof_sealed", row: account };
}

/** Where the secret of somebody's second factor lies. */
export function secondFactorPlace(user: string): SecretPlace {
  return { table: "second_factors", column: "secret_sealed", row: user };
}

async function resealFactors(sql: Sql, box: SecretBox): Promise<number> {
  const rows = await sql<{ userId: string; secretSealed: string }[]>`
    select user_id, secret_sealed from second_factors where split_part(secret_sealed, ':', 1) <> ${box.active}`;
  for (const { userId, secretSealed } of rows) {
    const place = secondFactorPlace(userId);
    await sql`
      update second_factors set secret_sealed = ${box.seal(place, box.open(place, secretSealed))}
      where user_id = ${userId} and secret_sealed = ${secretSealed}`;
  }
  return rows.length;
}

/** What is sealed besides the keys of accounts. */
export interface FurtherSecrets {
  /** Seals anew what another key sealed. Resolves to how much. */
  readonly reseal: (sql: Sql, box: SecretBox) => Promise<number>;
  /** The ids (`key_id`) of the keys with which something is sealed. */
  readonly sealedWith: (sql: Sql) => Fragment;
}

/** Seals everything anew with the active key, so that older ones can leave the ring. Resolves to how much. */
export async function resealSecrets(sql: Sql, box: SecretBox, further: FurtherSecrets): Promise<number> {
  const rows = await sql<{ accountId: string; privateSealed: string; proofSealed: string | undefined }[]>`
    select account_id, private_sealed, proof_sealed from account_keys
    where split_part(private_sealed, ':', 1) <> ${box.active} or split_part(proof_sealed, ':', 1) <> ${box.active}`;
  const factors = await resealFactors(sql, box);
  const anew = (place: SecretPlace, sealed: string): string => box.seal(place, box.open(place, sealed));
  for (const { accountId, privateSealed, proofSealed } of rows) {
    const proof = proofSealed === undefined ? null : anew(proofKeyPlace(accountId), proofSealed);
    await sql`
      update account_keys
      set private_sealed = ${anew(privateKeyPlace(accountId), privateSealed)}, proof_sealed = ${proof}
      where account_id = ${accountId} and private_sealed = ${privateSealed}
        and proof_sealed is not distinct from ${proofSealed ?? null}`;
  }
  const more = await further.reseal(sql, box);
  await sql`
    delete from secret_canaries c where key_id <> ${box.active} and not exists (
      select from account_keys
      where split_part(private_sealed, ':', 1) = c.key_id or split_part(proof_sealed, ':', 1) = c.key_id)
      and not exists (select from second_factors where split_part(secret_sealed, ':', 1) = c.key_id)
      and c.key_id not in (${further.sealedWith(sql)})`;
  return rows.length + factors + more;
}
