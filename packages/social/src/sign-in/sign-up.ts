import type { Account } from "../accounts/account.ts";
import type { AccountId, AppId, InviteId, UserId } from "../kernel/id.ts";
import type { Invite, SignUp } from "./sign-ups.store.ts";
import type { GrantedToken } from "./sign-in.ts";
import type { App, User } from "./sign-in.store.ts";

/** What somebody who wants to live here says, as they said it. */
export interface SignUpWish {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** Whether they agree to the rules of the server. */
  readonly agreement: boolean;
  readonly locale: string | undefined;
  readonly reason: string | undefined;
  /** As `2001-02-03`. Looked at once, and not kept. */
  readonly dateOfBirth: string | undefined;
  /** The code of an invite. */
  readonly invite: string | undefined;
}

/** Somebody who waits to be let in. */
export interface Applicant {
  readonly account: Account;
  readonly user: User;
  readonly signUp: SignUp | undefined;
}

/** A proved address: whose it is, and the app that they signed up with. */
export interface Confirmed {
  readonly user: User;
  readonly app: App | undefined;
}

/** People who come: signing up, proving an address of mail, being let in. */
export interface SignUps {
  /**
   * Makes an account that nobody sees until its address is proved and, where somebody has to say yes, they did.
   * Sends the letter that proves the address.
   *
   * Refuses `not-allowed` where nobody may sign up, or not without an invite, and `invalid` with every fault at once.
   *
   * @param app the app that asks, which gets a token at once; it is good for nothing yet
   */
  signUp(wish: SignUpWish): Promise<User>;
  signUpWith(app: App, wish: SignUpWish): Promise<GrantedToken>;
  /** Whether an invite with this code is good. */
  isInvite(code: string): Promise<boolean>;
  /**
   * Proves an address by the secret of a letter: the first one, or one that takes the place of another. Doing so again
   * changes nothing. `undefined`: the secret is unknown, too old, or of a letter to another address.
   */
  confirm(secret: string): Promise<Confirmed | undefined>;
  /**
   * Sends the letter again, and to another address if one is given. Does nothing while one waits to be sent.
   * Refuses `not-allowed` once the address is proved, and `invalid` with what is wrong with the new one.
   */
  resend(user: UserId, email?: string): Promise<void>;
  /** As `resend`, for whoever says that an address is theirs: they are told nothing (S-128). */
  resendTo(email: string): Promise<void>;
  /** Whether the app is the one that the user signed up with. */
  cameWith(user: UserId, app: AppId): Promise<boolean>;

  /** Those who wait to be let in, by id. */
  applicants(after: UserId | undefined, limit: number): Promise<readonly Applicant[]>;
  /** Lets somebody in, and writes to them. Refuses `not-found`; who is in stays so. */
  approve(account: AccountId): Promise<void>;
  /** Removes somebody who waits, with all that they sent, and writes to them. Refuses `not-found`. */
  reject(account: AccountId): Promise<void>;
  /** Removes those who have not proved their address within a week (S-154). Resolves to how many. */
  forgetUnconfirmed(): Promise<number>;

  /** Makes an invite. The code is shown this once. */
  invite(terms: {
    readonly by: AccountId | undefined;
    readonly maxUses: number | undefined;
    readonly expiresAt: Date | undefined;
  }): Promise<{ readonly invite: Invite; readonly code: string }>;
  invites(limit: number): Promise<readonly Invite[]>;
  /** Refuses `not-found`. */
  endInvite(id: InviteId): Promise<void>;
}
