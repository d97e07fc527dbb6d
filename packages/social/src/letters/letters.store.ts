import type { Letter } from "./letter.ts";

/** A letter that somebody is about to send. */
export interface ClaimedLetter extends Letter {
  /** How often it was claimed before. */
  readonly attempts: number;
  /** Proves the claim. */
  readonly token: string;
}

/** Letters that wait to be sent, each sent at least once. They go with their user. */
export interface LetterStore {
  /** Keeps a letter, due at once. */
  add(letter: Letter): Promise<void>;
  /**
   * Leases what is due, oldest first: nobody else gets it until `until`, and then as if it had not been sent.
   *
   * @returns each with a token that proves the claim
   */
  claim(limit: number, lease: { readonly at: Date; readonly until: Date }): Promise<readonly ClaimedLetter[]>;
  /** Removes a letter that was sent. Whoever lost the claim removes nothing. */
  sent(letter: Pick<ClaimedLetter, "id" | "token">): Promise<void>;
  /** Puts a letter off until `at`; without it the letter is given up, and kept with the reason. */
  fail(
    letter: Pick<ClaimedLetter, "id" | "token">,
    failure: { readonly reason: string; readonly at: Date | undefined; readonly now: Date },
  ): Promise<void>;
  /** Letters that were given up, the latest first. */
  dead(limit: number): Promise<readonly (Pick<Letter, "id" | "kind" | "at"> & { readonly reason: string })[]>;
  /** Lets every letter that was given up be tried again from the beginning. Resolves to how many there were. */
  redrive(at: Date): Promise<number>;
  /** How many wait for the user, of one kind: so that nobody is written to without end. */
  countWaiting(user: NonNullable<Letter["user"]>, kind: Letter["kind"]): Promise<number>;
}
