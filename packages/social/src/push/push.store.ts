import type { AccountId, Id, NotificationId, TokenId } from "../kernel/id.ts";
import type { NotificationType } from "../notifications/notifications.store.ts";

export type PushSubscriptionId = Id<"push-subscription">;

/** What an app can ask to be woken for. */
export type PushAlert = NotificationType | "admin.sign_up" | "admin.report";

/** Whose news an app is woken for: everybody's, of those whom one follows, of those who follow one, or nobody's. */
export type PushPolicy = "all" | "followed" | "follower" | "none";

/** What an app wants to be woken for. */
export interface PushWishes {
  readonly alerts: readonly PushAlert[];
  readonly policy: PushPolicy;
}

/** Where an app is reached while it sleeps, by a push service of its maker's (RFC 8030). One for a token. */
export interface PushSubscription extends PushWishes {
  /** Small: clients read a number of 32 bits. */
  readonly id: PushSubscriptionId;
  readonly token: TokenId;
  readonly account: AccountId;
  /** The address at the push service, which is a secret of the app. */
  readonly endpoint: string;
  /** The app's public key, a point of P-256, and its secret of 16 bytes: base64url. */
  readonly p256dh: string;
  readonly auth: string;
  /** Whether messages are sealed by RFC 8291; or else by its draft of 2016. */
  readonly isStandard: boolean;
  /** The token's own secret, by which an app that serves several accounts knows whose message it is. */
  readonly secret: string;
  readonly at: Date;
}

/** What an account's subscriptions want, without anything that is secret. */
export type PushTarget = PushWishes & Pick<PushSubscription, "id" | "account">;

/** News for a subscription that somebody is about to send. */
export interface ClaimedPush {
  readonly id: Id<"push">;
  readonly subscription: PushSubscription;
  readonly notification: NotificationId;
  readonly at: Date;
  /** How often it was claimed before. */
  readonly attempts: number;
  /** Proves the claim. */
  readonly claim: string;
}

/** The pair by which push services know this server (RFC 8292). */
export interface PushKeys {
  /** A point of P-256, uncompressed: base64url. */
  readonly publicKey: string;
  readonly privatePem: string;
}

/** Who is woken for news, and what waits to be sent. A subscription goes with its token, and takes its news along. */
export interface PushStore {
  /** Stores a subscription in the place of the token's former one. Resolves to its id. */
  put(subscription: Omit<PushSubscription, "id">): Promise<PushSubscriptionId>;
  ofToken(token: TokenId): Promise<PushSubscription | undefined>;
  /** Resolves to `false`, changing nothing, where the token has none. */
  change(token: TokenId, wishes: PushWishes): Promise<boolean>;
  /** Removes a token's subscription, if it has one. */
  remove(token: TokenId): Promise<void>;
  /** Removes a subscription that its push service does not know any more. */
  forget(id: PushSubscriptionId): Promise<void>;
  /** Removes the oldest of an account's subscriptions, so that at most so many are left (S-169). */
  keepNewest(account: AccountId, count: number): Promise<void>;
  /** The subscriptions of these accounts whose tokens hold; one statement, however many. */
  targets(accounts: readonly AccountId[]): Promise<readonly PushTarget[]>;
  /** Puts news up to be sent, due at once. */
  enqueue(
    pushes: readonly { readonly subscription: PushSubscriptionId; readonly notification: NotificationId }[],
    at: Date,
  ): Promise<void>;
  /** Leases what is due, oldest first: nobody else gets it until `until`, and then as if it had not been sent. */
  claim(limit: number, lease: { readonly at: Date; readonly until: Date }): Promise<readonly ClaimedPush[]>;
  /** Removes what was sent, or never will be. Whoever lost the claim removes nothing. */
  settle(push: Pick<ClaimedPush, "id" | "claim">): Promise<void>;
  /** Puts off what could not be sent. */
  postpone(push: Pick<ClaimedPush, "id" | "claim">, at: Date): Promise<void>;
  /** The server's own keys; `undefined` before they were made. */
  keys(): Promise<PushKeys | undefined>;
  /** Stores the keys, once: resolves to those that stand, which somebody else may have stored in the same moment. */
  keepKeys(keys: PushKeys): Promise<PushKeys>;
}
