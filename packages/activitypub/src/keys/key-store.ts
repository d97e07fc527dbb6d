import type { KeyObject } from "node:crypto";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import type { Cache } from "../ports.ts";
import { createRecent } from "../recent.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { FoundKey, KeyReason } from "./find-key.ts";
import type { KeyEnd } from "./key-end.ts";
import { readPublicKey } from "./pem.ts";

/** A key that is proved to be its owner's. */
export interface ResolvedKey {
  readonly key: KeyObject;
  readonly owner: Href;
}

export type KeyVerdict = Verdict<ResolvedKey, KeyReason>;

/** Keys that were found, and failures to find one, until it is time to ask again. */
export interface KeyStore {
  /** The key, if this process holds it. */
  peek(keyId: Href): ResolvedKey | undefined;
  get(keyId: Href): Promise<KeyVerdict | undefined>;
  /** @param key.until when it stops to count */
  setKey(keyId: Href, key: ResolvedKey & FoundKey & KeyEnd): Promise<void>;
  setFailure(keyId: Href, reason: KeyReason): Promise<void>;
  drop(actor: Href): Promise<void>;
}

const HOUR = 60 * 60 * 1000;
/** In this process. Shorter than in the shared cache, from which another process may have dropped it. */
const HELD_MILLISECONDS = HOUR;
const SHARED_MILLISECONDS = 24 * HOUR;
const FAILED_MILLISECONDS = 5 * 60 * 1000;
const MAX_HELD = 10_000;

interface Held {
  readonly verdict: KeyVerdict;
  readonly until: number;
}

/** Holds parsed keys in this process, over texts in a cache that several processes may share. */
export function createKeyStore({
  cache,
  now,
}: {
  readonly cache: Cache;
  readonly now: () => Date;
}): KeyStore {
  const held = createRecent<Held>(MAX_HELD);
  const hold = (keyId: Href, verdict: KeyVerdict, milliseconds: number): void =>
    held.set(keyId, { verdict, until: now().getTime() + milliseconds });
  const fresh = (keyId: Href): KeyVerdict | undefined => {
    const entry = held.get(keyId);
    return entry !== undefined && entry.until > now().getTime() ? entry.verdict : undefined;
  };
  return {
    peek(keyId) {
      const verdict = fresh(keyId);
      return verdict?.ok === true ? verdict.value : undefined;
    },
    async get(keyId) {
      const here = fresh(keyId);
      if (here !== undefined) return here;
      const shared = readShared(await cache.get(keyName(keyId)), now().getTime());
      if (shared !== undefined)
        hold(keyId, shared.verdict, Math.min(HELD_MILLISECONDS, shared.leftMilliseconds));
      return shared?.verdict;
    },
    async setKey(keyId, { key, owner, pem, until: end }) {
      const left = end === undefined ? Infinity : end.getTime() - now().getTime();
      const shared = Math.min(SHARED_MILLISECONDS, left);
      hold(keyId, accept({ key, owner }), Math.min(HELD_MILLISECONDS, left));
      const until = now().getTime() + shared;
      await cache.set(keyName(keyId), JSON.stringify({ pem, owner, until }), shared);
      const known = readNames(await cache.get(ownerName(owner)));
      const names = JSON.stringify([...new Set([...known, keyId])]);
      await cache.set(ownerName(owner), names, SHARED_MILLISECONDS);
    },
    async setFailure(keyId, reason) {
      hold(keyId, refuse(reason), FAILED_MILLISECONDS);
      const until = now().getTime() + FAILED_MILLISECONDS;
      await cache.set(keyName(keyId), JSON.stringify({ reason, until }), FAILED_MILLISECONDS);
    },
    async drop(actor) {
      const names = new Set(readNames(await cache.get(ownerName(actor))));
      for (const [keyId, { verdict }] of held.entries()) {
        if (verdict.ok && verdict.value.owner === actor) names.add(keyId);
      }
      for (const keyId of names) {
        held.delete(keyId);
        await cache.delete(keyName(keyId));
      }
      await cache.delete(ownerName(actor));
    },
  };
}

function keyName(keyId: Href): string {
  return `activitypub:key:${keyId}`;
}

function ownerName(actor: Href): string {
  return `activitypub:keys-of:${actor}`;
}

function readShared(
  text: string | undefined,
  now: number,
): { readonly verdict: KeyVerdict; readonly leftMilliseconds: number } | undefined {
  const entry: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isJsonObject(entry)) return undefined;
  const leftMilliseconds = Number(entry["until"]) - now;
  const verdict = readVerdict(entry);
  return verdict === undefined || !(leftMilliseconds > 0) ? undefined : { verdict, leftMilliseconds };
}

const reasons: readonly KeyReason[] = ["unknown-key", "key-unreachable", "key-gone"];

function readVerdict(entry: JsonObject): KeyVerdict | undefined {
  const { pem, owner, reason } = entry;
  const failure = reasons.find((known) => known === reason);
  if (failure !== undefined) return refuse(failure);
  const key = typeof pem === "string" ? readPublicKey(pem) : undefined;
  return key === undefined || typeof owner !== "string" ? undefined : accept({ key, owner });
}

function readNames(text: string | undefined): readonly Href[] {
  const names: unknown = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
