import { createPrivateKey } from "node:crypto";
import type { KeyVault, SigningKey } from "@trunkline/activitypub";
import type { Stores } from "@trunkline/social";
import { toUri } from "@trunkline/social";

/** So many accounts' parsed keys are held; those that were not used for longest go first. */
const maxHeld = 1000;

interface Keys {
  readonly signing: SigningKey;
  readonly assertion: SigningKey | undefined;
}

/** The keys of local actors, taken from the store once and then held: opening and parsing one takes a while. */
export function createKeyVault({ accounts }: Pick<Stores, "accounts">): KeyVault {
  const held = new Map<string, Promise<Keys>>();
  const load = async (actor: string): Promise<Keys> => {
    const pair = await accounts.signingKey(toUri(actor));
    if (pair === undefined)
      throw new Error(`There is no signing key for ${actor}, which is not an actor of this server.`);
    const asKey = (name: string, pem: string): SigningKey => ({
      keyId: `${actor}#${name}`,
      privateKey: createPrivateKey(pem),
    });
    return {
      signing: asKey("main-key", pair.privatePem),
      assertion: pair.proof === undefined ? undefined : asKey("ed25519-key", pair.proof.privatePem),
    };
  };
  const keysOf = (actor: string): Promise<Keys> => {
    const keys = held.get(actor) ?? load(actor);
    held.delete(actor);
    held.set(actor, keys);
    // One that could not be had is asked for again.
    keys.catch(() => held.delete(actor));
    const [oldest] = held.keys();
    if (held.size > maxHeld && oldest !== undefined) held.delete(oldest);
    return keys;
  };
  return {
    signingKey: async (actor) => (await keysOf(actor)).signing,
    assertionKey: async (actor) => (await keysOf(actor)).assertion,
  };
}
