import type { KeyObject } from "node:crypto";
import type { Href } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { KeyReason } from "./find-key.ts";
import type { KeyResolver } from "./resolver.ts";

/**
 * Whose key it is that something was signed with. When a key that was at hand does not fit, it is fetched anew, in case it was
 * changed (F-072).
 *
 * @param isSignedBy whether a key made the signature
 */
export async function proveKey(
  keyId: Href,
  isSignedBy: (key: KeyObject) => boolean,
  keys: KeyResolver,
): Promise<Verdict<Href, KeyReason | "wrong-signature">> {
  const known = keys.peek(keyId);
  const found = known === undefined ? await keys.resolve(keyId) : accept(known);
  if (!found.ok) return found;
  if (isSignedBy(found.value.key)) return accept(found.value.owner);
  const anew = await keys.refresh(keyId);
  if (anew === undefined) return refuse("wrong-signature");
  if (!anew.ok) return anew;
  return isSignedBy(anew.value.key) ? accept(anew.value.owner) : refuse("wrong-signature");
}
