import { createHash } from "node:crypto";
import type { AccountId, Id } from "../kernel/id.ts";
import { toId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Work } from "../stores.ts";

/** The key that a client gave a request, and what the request says and is about to make. */
export interface KeyClaim<Kind extends "status" | "scheduled"> {
  readonly author: AccountId;
  /** `undefined`: none was given. */
  readonly key: string | undefined;
  readonly kind: Kind;
  /** The id of what it makes. */
  readonly makes: Id<Kind>;
  /** What the request says: another with the same key must say the same. */
  readonly said: readonly unknown[];
  readonly at: Date;
}

/** What an earlier request with the same key has made already. Refuses a key that another request used. */
export async function claimKey<Kind extends "status" | "scheduled">(
  work: Work,
  { author, key, kind, makes, said, at }: KeyClaim<Kind>,
): Promise<Id<Kind> | undefined> {
  if (key === undefined) return undefined;
  const fingerprint = createHash("sha256").update(JSON.stringify(said)).digest("base64url");
  const held = await work.idempotency.claim(author, key, {
    status: toId(makes),
    makes: kind,
    fingerprint,
    at,
  });
  if (held === undefined) return undefined;
  if (held.fingerprint !== fingerprint) {
    throw new Refusal("invalid", "This Idempotency-Key was used for another status.");
  }
  return toId<Kind>(held.status); // what says the same makes the same kind of thing
}
