import type { Account } from "../accounts/account.ts";
import type { AccountId, AppId, TokenId, UserId } from "../kernel/id.ts";
import type { App, Preferences, Role, Token, User } from "./sign-in.store.ts";

/** Who speaks through a token. */
export interface Principal {
  readonly token: TokenId;
  readonly app: App;
  readonly scopes: readonly string[];
  /** `undefined` for a token of the app itself. */
  readonly user: User | undefined;
  readonly account: AccountId | undefined;
}

export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly confirmed: boolean;
  readonly role: Role;
  readonly locale?: string | undefined;
}

/** Where somebody who has given their password stands. */
export interface SignedIn {
  readonly next: "done" | "second-step";
  readonly secret: string;
  readonly user: User;
  readonly expiresAt: Date;
}

/** A token as it is given out, once. */
export interface GrantedToken {
  readonly secret: string;
  readonly token: Token;
}

/** Accounts of people who live here, and how they and their programs prove who they are. */
export interface SignIn {
  /** Refuses `invalid` (name, address of mail, password) and `conflict` (name or mail taken). */
  createUser(user: NewUser): Promise<{ readonly account: Account; readonly user: User }>;
  user(account: AccountId): Promise<User | undefined>;
  modifyUser(
    account: AccountId,
    change: {
      readonly email?: string;
      readonly password?: string;
      readonly role?: Role;
      readonly confirmed?: boolean;
      readonly disabled?: boolean;
      readonly preferences?: Partial<Preferences>;
    },
  ): Promise<User>;
  /** Deletes the account for good: statuses, follows, tokens, sessions; tells the other servers. */
  deleteUser(account: AccountId): Promise<void>;

  registerApp(app: {
    readonly name: string;
    readonly website: string | undefined;
    readonly redirectUris: readonly string[];
    readonly scopes: readonly string[];
  }): Promise<{ readonly app: App; readonly secret: string }>;
  app(clientId: string): Promise<App | undefined>;
  /** Whether this is the app's secret, in constant time. */
  isAppSecret(app: App, secret: string): boolean;

  /**
   * Opens a browser session. `undefined` when mail or password is wrong, or the user may not sign in. Whoever has a
   * second factor gets the secret of a second step instead, for five minutes, which is good for `finish` alone (S-134).
   */
  signIn(email: string, password: string): Promise<SignedIn | undefined>;
  /** Opens the session of a second step, by a code of the app or a recovery code. `undefined`: it is wrong, or too late. */
  finish(secret: string, code: string): Promise<SignedIn | undefined>;
  session(secret: string): Promise<{ readonly user: User; readonly account: Account } | undefined>;
  signOut(secret: string): Promise<void>;

  /** Gives an authorization code, valid for a minute, or ten where a hand copies it. Redirect and scopes were checked by the caller. */
  authorize(grant: {
    readonly app: AppId;
    readonly user: UserId;
    readonly redirectUri: string;
    readonly scopes: readonly string[];
    readonly challenge: string | undefined;
  }): Promise<string>;
  /** Redeems a code, once; a second try revokes what the first gave. `undefined`: invalid grant. */
  redeem(redemption: {
    readonly app: AppId;
    readonly code: string;
    readonly redirectUri: string;
    readonly verifier: string | undefined;
  }): Promise<GrantedToken | undefined>;
  /** Gives a token without a code: to the app itself, or (for the admin command) to a user. */
  grant(grant: {
    readonly app: AppId;
    readonly user: UserId | undefined;
    readonly scopes: readonly string[];
  }): Promise<GrantedToken>;
  revoke(app: AppId, secret: string): Promise<boolean>;
  /** Who speaks through this token; says why when nobody does. */
  authenticate(secret: string): Promise<
    | { readonly ok: true; readonly value: Principal }
    | { readonly ok: false; readonly reason: "unknown" | "revoked" | "disabled" }
    /** Somebody who is not quite in yet. */
    | { readonly ok: false; readonly reason: "unconfirmed" | "unapproved"; readonly principal: Principal }
  >;
  /** The tokens among these that no longer hold. */
  revoked(tokens: readonly TokenId[]): Promise<readonly TokenId[]>;
}
