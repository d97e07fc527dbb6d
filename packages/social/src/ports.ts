import type { KeyPair } from "./accounts/accounts.store.ts";
import type { DomainEvent, Announcement } from "./kernel/event.ts";
import type { AccountId, Id, ObjectUri, StatusId } from "./kernel/id.ts";
import type { OutgoingLetter } from "./letters/letter.ts";
import type { Milliseconds } from "./kernel/time.ts";
import type { NotificationView } from "./notifications/notification-view.ts";
import type { PushSubscription } from "./push/push.store.ts";
import type { Work } from "./stores.ts";

/** Tells the time. */
export interface Clock {
  now(): Date;
}

/** Makes ids and secrets. */
export interface Ids {
  /** A new id, later than every one before it. With `at`, one that sorts as if made then. */
  next<Kind extends string>(at?: Date): Id<Kind>;
  /** 256 random bits, in base64url. */
  secret(): string;
}

/** Passwords, which are slow to check on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for an unknown user (no hash) as for a wrong password. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** The keyed hash under which secrets are stored (S-174). */
export interface Digests {
  of(secret: string): string;
}

/** Makes the key pairs of a new account. */
export interface KeyPairs {
  generate(): Promise<KeyPair>;
}

/** Where mail goes. */
export interface MailRoutes {
  /** The hosts that take mail for a domain; none when they are not known. */
  of(domain: string): Promise<readonly string[]>;
}

/** Writes to people by mail. */
export interface Mailer {
  /**
   * Hands a letter to whoever carries it. A letter that comes a second time has the id of the first.
   *
   * @returns a verdict; reasons: `refused` (it will never be taken, so nobody tries again), `later` (nobody took it
   *   now); `says` is for the operator, and holds neither the address nor the letter
   */
  send(
    letter: OutgoingLetter,
  ): Promise<
    | { readonly ok: true }
    | { readonly ok: false; readonly reason: "refused" | "later"; readonly says: string }
  >;
}

/** News on its way to an app that sleeps. */
export interface PushMessage {
  readonly subscription: PushSubscription;
  readonly view: NotificationView;
  /** The language of whoever reads it. */
  readonly locale: string;
}

/** Reaches apps that sleep, by the push services of their makers (RFC 8030). */
export interface PushService {
  /** The key by which push services know this server (RFC 8292): a point of P-256 in base64url. */
  readonly publicKey: string;
  /** Whether this can be the address at a push service and the keys of an app; nobody is asked. */
  accepts(target: Pick<PushSubscription, "endpoint" | "p256dh" | "auth">): boolean;
  /**
   * Seals a message for the app alone, and hands it to its push service.
   *
   * @returns a verdict; reasons: `gone` (there is no such subscription any more), `refused` (this message will never be
   *   taken), `later` (nobody took it now), with how long to wait where the service says
   */
  send(message: PushMessage): Promise<
    | { readonly ok: true }
    | {
        readonly ok: false;
        readonly reason: "gone" | "refused" | "later";
        readonly retryAfter?: Milliseconds | undefined;
      }
  >;
}

/** Recorded events, followed up in the order in which they were committed for each of their subjects. */
export interface EventLog {
  /**
   * Follows up events that wait: each in a transaction that also removes it, so that its effects stand
   * exactly once. An event whose follow-up throws is tried again later, and set aside after many tries.
   * Resolves to how many were dealt with.
   */
  relay(follow: (event: DomainEvent, work: Work) => Promise<void>, limit: number): Promise<number>;
}

/** Carries announcements from whoever commits them to every process with open streams. */
export interface Stream {
  /**
   * Calls the listener for each announcement from now on; the answer ends it.
   *
   * @param onGap called when announcements may have been missed, or come twice: whoever shows them to people ends
   *   their connections, so that their clients ask for what they lack
   */
  subscribe(listener: (announcement: Announcement) => void, onGap?: () => void): () => void;
}

/** Finds people and posts of other servers, fetching what is not known yet. */
export interface Remote {
  /** The account with this actor id. `undefined` when it cannot be had. */
  account(uri: string): Promise<AccountId | undefined>;
  /** The account behind `user@host`. */
  handle(username: string, domain: string): Promise<AccountId | undefined>;
  /** Asks another server how a post of its stands now. When it does not answer, nothing changes. */
  refresh(uri: ObjectUri): Promise<void>;
  /** The account or status at an address of any kind. */
  any(uri: string): Promise<{ readonly account: AccountId } | { readonly status: StatusId } | undefined>;
}
