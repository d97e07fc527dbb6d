import type { LetterId, UserId } from "../kernel/id.ts";

/** What a letter is about; its words are the mailer's. */
export type LetterKind =
  /** Holds a link that proves the address. */
  | "confirm-address"
  /** Holds a link that proves the address that shall take the place of another. */
  | "confirm-new-address"
  /** Holds a link with which a new password can be chosen. */
  | "reset-password"
  | "address-changed"
  | "password-changed"
  | "second-factor-added"
  | "second-factor-removed"
  | "recovery-codes-made"
  | "sign-up-waits"
  | "sign-up-approved"
  | "sign-up-rejected";

/** Something to be written to somebody by mail. */
export interface Letter {
  readonly id: LetterId;
  readonly kind: LetterKind;
  /** The very address that it goes to. */
  readonly address: string;
  /** Whose letter it is, and with whom it goes; `undefined` where the user is gone already. */
  readonly user: UserId | undefined;
  /** The language of whoever reads it. */
  readonly locale: string;
  /** What its words need, by name: `username`, `text`. */
  readonly details: Readonly<Record<string, string>>;
  readonly at: Date;
}

/** A letter as it leaves, with the secret of its link. */
export interface OutgoingLetter extends Letter {
  /** Known to whoever reads the letter, and to nobody else: only its digest is kept. */
  readonly secret: string | undefined;
}
