import type { KeyObject } from "node:crypto";
import type { FetchDocument } from "../fetching/documents.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { hostOf } from "../objects/origin.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import { isHref } from "../objects/wire.ts";
import type { Cache } from "../ports.ts";
import { createRecent } from "../recent.ts";
import { accept, refuse } from "../verdict.ts";
import { findKey } from "./find-key.ts";
import { readKeyEnd } from "./key-end.ts";
import { forgetKeys, noteKeys } from "./key-prints.ts";
import { createKeyStore } from "./key-store.ts";
import type { KeyStore, KeyVerdict, ResolvedKey } from "./key-store.ts";
import { readOddPem } from "./odd-pem.ts";
import { readPublicKey } from "./pem.ts";

/** Knows whose key a `keyId` is. */
export interface KeyResolver {
  /** The key, if it is at hand in this process. */
  peek(keyId: Href): ResolvedKey | undefined;
  /**
   * The key, from this process, the shared cache or its owner's server, for a day at most. That it cannot
   * be had is remembered for five minutes.
   */
  resolve(keyId: Href): Promise<KeyVerdict>;
  /**
   * Asks the owner's server again, because a signature did not fit: the key may have been changed.
   * `undefined` when it was asked less than five minutes ago (S-018).
   */
  refresh(keyId: Href): Promise<KeyVerdict | undefined>;
  /** Forgets the keys of an actor: they have changed, or the actor is gone. */
  drop(actor: Href): Promise<void>;
}

export interface KeyNeeds {
  readonly fetchDocument: FetchDocument;
  readonly normalise: Normalise;
  readonly cache: Cache;
  /** Whether an address is on one of our own hosts. Such a key is never accepted from outside (F-071). */
  readonly isLocal: (url: Href) => boolean;
  readonly now: () => Date;
  /** Is told when all keys of an actor are others than before. */
  readonly keysReplaced?: ((actor: Href) => Promise<void>) | undefined;
}

const REFETCH_MILLISECONDS = 5 * 60 * 1000;
const MAX_REMEMBERED = 10_000;
/** No RSA key that is let in takes more. */
const MAX_ODD_LENGTH = 8192;
/** For how long a host that did not answer is not asked for any key (F-075). */
const COOL_OFF_MILLISECONDS = 5 * 60 * 1000;

export function createKeyResolver(needs: KeyNeeds): KeyResolver {
  const store = createKeyStore(needs);
  const asked = createRecent<number>(MAX_REMEMBERED);
  const underWay = new Map<Href, Promise<KeyVerdict>>();
  /** Hosts that did not answer, and when. */
  const silent = createRecent<number>(MAX_REMEMBERED);

  const isSilent = (keyId: Href): boolean => {
    const since = silent.get(hostOf(keyId));
    return since !== undefined && needs.now().getTime() - since < COOL_OFF_MILLISECONDS;
  };

  /** Questions about the same key that come at the same time are one question. */
  const ask = (keyId: Href): Promise<KeyVerdict> => {
    const running = underWay.get(keyId);
    if (running !== undefined) return running;
    if (isSilent(keyId)) return Promise.resolve(refuse("key-unreachable"));
    asked.set(keyId, needs.now().getTime());
    const answer = fetchKey(keyId, needs, store)
      .then((verdict) => {
        if (!verdict.ok && verdict.reason === "key-unreachable")
          silent.set(hostOf(keyId), needs.now().getTime());
        return verdict;
      })
      .finally(() => underWay.delete(keyId));
    underWay.set(keyId, answer);
    return answer;
  };

  return {
    peek: store.peek,
    async resolve(keyId) {
      if (!isHref(keyId) || needs.isLocal(keyId)) return refuse("unknown-key");
      return (await store.get(keyId)) ?? ask(keyId);
    },
    async refresh(keyId) {
      const last = asked.get(keyId);
      const isEarly = last !== undefined && needs.now().getTime() - last < REFETCH_MILLISECONDS;
      return isEarly ? undefined : ask(keyId);
    },
    async drop(actor) {
      await forgetKeys(actor, needs);
      await store.drop(actor);
    },
  };
}

async function fetchKey(keyId: Href, needs: KeyNeeds, store: KeyStore): Promise<KeyVerdict> {
  const documents: JsonObject[] = [];
  const plains: JsonObject[] = [];
  const found = await findKey(keyId, async (url) => {
    const document = await needs.fetchDocument(url);
    if (!document.ok) return document;
    documents.push(document.value);
    const plain = await needs.normalise(document.value);
    if (plain.ok) plains.push(plain.value);
    return plain;
  });
  if (!found.ok) {
    // A server that is away for a moment has not taken back the key that it gave before.
    const isKept = found.reason === "key-unreachable" && store.peek(keyId) !== undefined;
    if (!isKept) await store.setFailure(keyId, found.reason);
    return found;
  }
  const { owner } = found.value;
  const { until } = readKeyEnd(documents, keyId);
  const { pem, key } = await readAnyKey(found.value.pem);
  // One that was revoked, or has expired, is as good as none (F-073).
  if (key === undefined || (until !== undefined && until <= needs.now())) {
    await store.setFailure(keyId, "unknown-key");
    return refuse("unknown-key");
  }
  await noteKeys(owner, plains, needs);
  await store.setKey(keyId, { key, pem, owner, until });
  return accept({ key, owner });
}

/** A key in the form in which the runtime takes it, where there is one. */
async function readAnyKey(
  pem: string,
): Promise<{ readonly pem: string; readonly key: KeyObject | undefined }> {
  const key = readPublicKey(pem);
  const isTried = key !== undefined || pem.length > MAX_ODD_LENGTH;
  const tidy = isTried ? undefined : await readOddPem(pem);
  return tidy === undefined ? { pem, key } : { pem: tidy, key: readPublicKey(tidy) };
}
