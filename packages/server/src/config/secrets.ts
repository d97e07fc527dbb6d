import { createHmac, randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./read.ts";
import { ConfigError } from "./read.ts";
import { keyRing, readKeyRing, strongSecret } from "./kinds.ts";
import type { EncryptionKey } from "./kinds.ts";
import type { Secret } from "./secret.ts";

/** Keys for one purpose each, so that none of them opens what another locked. */
export interface Secrets {
  /** Hashes stored tokens, codes and session ids. */
  readonly digest: Buffer;
  /** Joins every password before it is hashed. */
  readonly pepper: Buffer;
  /** Signs what forms carry against forgery. */
  readonly forms: Buffer;
  readonly encryption: readonly [EncryptionKey, ...EncryptionKey[]];
}

/** New values for what the environment may hold. */
export function generateSecrets(): { readonly SECRET_KEY_BASE: string; readonly ENCRYPTION_KEYS: string } {
  return {
    SECRET_KEY_BASE: randomBytes(64).toString("hex"),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64url")}`,
  };
}

/** The environment's secrets, or those of the data folder, which are made on the first call. */
export async function loadSecrets(config: Config): Promise<Secrets> {
  const { secretKeyBase, encryptionKeys } = config;
  if (secretKeyBase !== undefined && encryptionKeys !== undefined)
    return derive(secretKeyBase, encryptionKeys);
  const kept = await keptSecrets(config.dataFolder);
  return derive(secretKeyBase ?? kept.base, encryptionKeys ?? kept.ring);
}

function derive(base: Secret, ring: Secret): Secrets {
  const key = (purpose: string) =>
    createHmac("sha256", base.reveal()).update(`trunkline:${purpose}`).digest();
  return {
    digest: key("digest"),
    pepper: key("pepper"),
    forms: key("forms"),
    encryption: readKeyRing(ring),
  };
}

async function keptSecrets(folder: string): Promise<{ readonly base: Secret; readonly ring: Secret }> {
  const path = join(folder, "secrets.json");
  const text = (await readIfThere(path)) ?? (await create(path, folder));
  const kept: unknown = JSON.parse(text);
  const base = strongSecret.safeParse(field(kept, "SECRET_KEY_BASE"));
  const ring = keyRing.safeParse(field(kept, "ENCRYPTION_KEYS"));
  if (base.success && ring.success) return { base: base.data, ring: ring.data };
  throw new ConfigError([`${path} does not hold the secrets that it should; restore it from a backup.`]);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written beside and linked into place: a file that is there is whole, and of two that write at once one wins. */
async function create(path: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(generateSecrets(), undefined, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await chmod(draft, 0o600);
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(path, "utf8");
}
