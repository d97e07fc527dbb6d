import { createPrivateKey } from "node:crypto";
import type { KeyVault, SigningKey } from "@trunkline/activitypub";
import type { Stores } from "@trunkline/social";
import { toUri } from "@trunkline/social";

/** So many parsed keys are held; the one that was not used for longest goes first. */
const maxHeld = 1000;

/** The keys of local actors, taken from the store once and then held: opening and parsing one takes a while. */
export function createKeyVault({ accounts }: Pick<Stores, "accounts">): KeyVault {
  const held = new Map<string, Promise<SigningKey>>();
  const load = async (actor: string): Promise<SigningKey> => {
    const pair = await accounts.signingKey(toUri(actor));
    if (pair === undefined)
      throw new Error(`There is no signing key for ${actor}, which is not an actor of this server.`);
    return { keyId: `${actor}#main-key`, privateKey: createPrivateKey(pair.privatePem) };
  };
  return {
    signingKey(actor) {
      const key = held.get(actor) ?? load(actor);
      held.delete(actor);
      held.set(actor, key);
      // One that could not be had is asked for again.
      key.catch(() => held.delete(actor));
      const [oldest] = held.keys();
      if (held.size > maxHeld && oldest !== undefined) held.delete(oldest);
      return key;
    },
  };
}
