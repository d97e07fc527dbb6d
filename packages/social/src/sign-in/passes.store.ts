import type { UserId } from "../kernel/id.ts";

/** What a secret lets its holder do. */
export type PassPurpose = "confirm-address" | "confirm-new-address" | "reset-password" | "second-step";

/** A secret that lets somebody do one thing, for a short while: sent by mail, or kept by a browser between two steps. */
export interface Pass {
  /** The keyed digest; the secret itself is kept nowhere (S-174). */
  readonly hash: string;
  readonly user: UserId;
  readonly purpose: PassPurpose;
  /** The address of mail that it was sent to, and that alone it proves. */
  readonly address: string | undefined;
  readonly expiresAt: Date;
}

/** Passes that are good. They go with their user. */
export interface PassStore {
  add(pass: Pass): Promise<void>;
  /** The pass of this purpose, unless it is over at `at`. */
  byHash(hash: string, purpose: PassPurpose, at: Date): Promise<Pass | undefined>;
  /** Uses a pass up: of several who come with it at once, one gets it. */
  take(hash: string, purpose: PassPurpose, at: Date): Promise<Pass | undefined>;
  /** The latest pass of a purpose that is good at `at`. */
  latestOf(user: UserId, purpose: PassPurpose, at: Date): Promise<Pass | undefined>;
  /** Ends every pass of the user. */
  removeOf(user: UserId): Promise<void>;
}
