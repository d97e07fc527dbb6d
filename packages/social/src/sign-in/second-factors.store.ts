import type { UserId } from "../kernel/id.ts";

/** An app on somebody's phone that shows codes, besides their password. */
export interface SecondFactor {
  readonly user: UserId;
  /** What the app makes its codes from, in base32. Sealed at rest (S-172). */
  readonly secret: string;
  /** `undefined`: it was begun, and has not shown a right code yet. */
  readonly enabledAt: Date | undefined;
}

/** Second factors, one for a user at most, and the codes for who has lost theirs. They go with their user. */
export interface SecondFactorStore {
  /** Keeps one that is not enabled, in the place of any that stands. */
  begin(user: UserId, secret: string): Promise<void>;
  of(user: UserId): Promise<SecondFactor | undefined>;
  enable(user: UserId, at: Date): Promise<void>;
  /** Removes it with its recovery codes. */
  remove(user: UserId): Promise<void>;
  /** Takes a step of time: `false` when that one or a later one was taken before (S-133). */
  takeStep(user: UserId, step: number): Promise<boolean>;
  /**
   * Counts a try. `false` when there were `most` since a span began; a span begins with a try after `since`.
   */
  countTry(
    user: UserId,
    limit: { readonly at: Date; readonly since: Date; readonly most: number },
  ): Promise<boolean>;
  /** Keeps these digests of recovery codes, in the place of all others of the user. */
  setRecoveryCodes(user: UserId, hashes: readonly string[]): Promise<void>;
  /** Uses a recovery code up: of several who come with it at once, one gets `true`. */
  takeRecoveryCode(user: UserId, hash: string): Promise<boolean>;
}
