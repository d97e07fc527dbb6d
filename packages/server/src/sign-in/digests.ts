import { createHmac } from "node:crypto";
import type { Digests } from "@trunkline/social";

/** Keyed hashes: whoever reads the database alone can neither use nor guess what is behind one (S-174). */
export function createDigests(key: Buffer): Digests {
  return { of: (secret) => createHmac("sha256", key).update(secret).digest("base64url") };
}
