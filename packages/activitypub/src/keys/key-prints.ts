import { hash } from "node:crypto";
import { readMultikeys, readPublicKeys } from "../objects/actor.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { Cache } from "../ports.ts";

/** Long enough that nobody is taken for new who was only quiet. */
const KEPT_MILLISECONDS = 400 * 24 * 60 * 60 * 1000;

export interface KeyPrintNeeds {
  readonly cache: Cache;
  /** Is told when all keys of an actor are others than before. */
  readonly keysReplaced?: ((actor: Href) => Promise<void>) | undefined;
}

/**
 * Compares the keys that an actor's document lists with those that it listed when it was last asked, and remembers them. Where none of
 * the old ones is left, and no `forgetKeys` has announced it, somebody else or somebody without memory keeps the account.
 */
export async function noteKeys(
  actor: Href,
  documents: readonly JsonObject[],
  { cache, keysReplaced }: KeyPrintNeeds,
): Promise<void> {
  const prints = printsOf(actor, documents);
  if (prints.length === 0) return;
  const before = (await cache.get(nameOf(actor)))?.split(" ") ?? [];
  const isReplaced = before.length > 0 && !before.some((print) => prints.includes(print));
  // Told before it is remembered: if that fails, it is told again.
  if (isReplaced) await keysReplaced?.(actor);
  await cache.set(nameOf(actor), prints.join(" "), KEPT_MILLISECONDS);
}

/** Forgets them, because the actor itself has said with an old key that it has new ones. */
export async function forgetKeys(actor: Href, { cache }: Pick<KeyPrintNeeds, "cache">): Promise<void> {
  await cache.delete(nameOf(actor));
}

function nameOf(actor: Href): string {
  return `activitypub:key-prints:${actor}`;
}

function printsOf(actor: Href, documents: readonly JsonObject[]): readonly string[] {
  const document = documents.find(({ id, inbox }) => id === actor && inbox !== undefined);
  if (document === undefined) return [];
  const keys = [
    ...readPublicKeys(document["publicKey"], actor).map(({ pem }) => pem.replaceAll(/\s/g, "")),
    ...readMultikeys(document["assertionMethod"], actor).map(({ multibase }) => multibase),
  ];
  return keys.map((key) => hash("sha256", key, "base64url").slice(0, 22));
}
