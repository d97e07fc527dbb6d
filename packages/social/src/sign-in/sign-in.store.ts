import type { AccountId, AppId, TokenId, UserId } from "../kernel/id.ts";

export type Role = "user" | "moderator" | "admin" | "owner";

/** Who may sign in as a local account. */
export interface User {
  readonly id: UserId;
  readonly account: AccountId;
  readonly email: string;
  /** In PHC form. */
  readonly passwordHash: string;
  readonly role: Role;
  readonly confirmedAt: Date | undefined;
  readonly disabledAt: Date | undefined;
  /** Since when they wait for somebody to let them in; `undefined`: they are in. */
  readonly waitsSince: Date | undefined;
  readonly locale: string;
  readonly createdAt: Date;
  readonly preferences: Preferences;
}

export interface Preferences {
  readonly visibility: "public" | "unlisted" | "private" | "direct";
  readonly sensitive: boolean;
  readonly language: string | undefined;
}

/** Addresses of mail are compared without regard to case. */
export interface UserStore {
  /** Resolves to `false`, changing nothing, when the address of mail is taken. */
  add(user: User): Promise<boolean>;
  update(
    id: UserId,
    change: Partial<
      Pick<
        User,
        "email" | "passwordHash" | "role" | "confirmedAt" | "disabledAt" | "waitsSince" | "preferences"
      >
    >,
  ): Promise<boolean>;
  remove(id: UserId): Promise<boolean>;
  byId(id: UserId): Promise<User | undefined>;
  byEmail(email: string): Promise<User | undefined>;
  byAccount(account: AccountId): Promise<User | undefined>;
  count(): Promise<number>;
  /** Those who wait to be let in, by id. */
  waiting(after: UserId | undefined, limit: number): Promise<readonly User[]>;
  /** Those who signed up before an instant, and were never seen because they have not proved their address. */
  unconfirmed(before: Date, limit: number): Promise<readonly User[]>;
  /** Everybody whose role is more than a user's. */
  staff(): Promise<readonly User[]>;
  /** How many have posted since. */
  countActive(since: Date): Promise<number>;
}

/** A program that speaks to the client API. */
export interface App {
  readonly id: AppId;
  readonly clientId: string;
  /** Hash of the secret; the secret itself is shown once. */
  readonly secretHash: string;
  readonly name: string;
  readonly website: string | undefined;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly createdAt: Date;
}

export interface AppStore {
  add(app: App): Promise<void>;
  byId(id: AppId): Promise<App | undefined>;
  byIds(ids: readonly AppId[]): Promise<readonly App[]>;
  byClientId(clientId: string): Promise<App | undefined>;
}

/** The right of an app to act, for a user or for itself. */
export interface Token {
  readonly id: TokenId;
  readonly hash: string;
  readonly app: AppId;
  readonly user: UserId | undefined;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt: Date | undefined;
}

/** A token that is revoked takes its push subscription with it (S-117). */
export interface TokenStore {
  add(token: Token): Promise<void>;
  byHash(hash: string): Promise<Token | undefined>;
  revoke(id: TokenId, at: Date): Promise<void>;
  revokeOf(user: UserId, at: Date): Promise<void>;
  /** The ids among these that still hold. */
  valid(ids: readonly TokenId[]): Promise<ReadonlySet<TokenId>>;
}

/** A promise of a token, given to an app by way of the browser. */
export interface AuthorizationCode {
  readonly hash: string;
  readonly app: AppId;
  readonly user: UserId;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** S256 challenge of PKCE (RFC 7636), where one was sent. */
  readonly challenge: string | undefined;
  readonly expiresAt: Date;
}

export interface CodeStore {
  add(code: AuthorizationCode): Promise<void>;
  /**
   * Takes a code, once: `first` on the first call, `again` (with the token that it became, if any)
   * on later ones, `undefined` for a code that never was.
   */
  redeem(
    hash: string,
    at: Date,
  ): Promise<
    | { readonly code: AuthorizationCode; readonly first: boolean; readonly token: TokenId | undefined }
    | undefined
  >;
  /** Notes which token a code became, so that its reuse can revoke it. */
  became(hash: string, token: TokenId): Promise<void>;
}

/** A signed-in browser. */
export interface Session {
  readonly hash: string;
  readonly user: UserId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface SessionStore {
  add(session: Session): Promise<void>;
  byHash(hash: string): Promise<Session | undefined>;
  /** Those of the user, the latest first. */
  of(user: UserId): Promise<readonly Session[]>;
  remove(hash: string): Promise<void>;
  removeOf(user: UserId): Promise<void>;
}
