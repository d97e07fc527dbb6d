import type { AccountId, AppId, InviteId, UserId } from "../kernel/id.ts";

/** How somebody came to be a user: kept for as long as they are one. */
export interface SignUp {
  readonly user: UserId;
  /** The app that they signed up with; `undefined`: the page. */
  readonly app: AppId | undefined;
  /** Why they want to be here, in their words. */
  readonly reason: string;
  readonly invite: InviteId | undefined;
  readonly at: Date;
}

/** How people came. They go with their user. */
export interface SignUpStore {
  add(signUp: SignUp): Promise<void>;
  of(user: UserId): Promise<SignUp | undefined>;
}

/** Leave to sign up, given to whoever has its code. */
export interface Invite {
  readonly id: InviteId;
  /** The keyed digest of its code; the code itself is shown once (S-174). */
  readonly hash: string;
  /** Who invites; `undefined`: the operator. */
  readonly by: AccountId | undefined;
  /** `undefined`: any number. */
  readonly maxUses: number | undefined;
  readonly uses: number;
  /** `undefined`: until somebody ends it. */
  readonly expiresAt: Date | undefined;
  readonly at: Date;
}

export interface InviteStore {
  add(invite: Invite): Promise<void>;
  /** Whether it is good at `at`, without using it. */
  byHash(hash: string, at: Date): Promise<Invite | undefined>;
  /** Uses an invite once more. `undefined`, and nothing is counted, when it is over, or used up. */
  use(hash: string, at: Date): Promise<Invite | undefined>;
  /** The latest first. */
  list(limit: number): Promise<readonly Invite[]>;
  /** Ends an invite. Resolves to `false` when there is none of this id. */
  remove(id: InviteId): Promise<boolean>;
}
