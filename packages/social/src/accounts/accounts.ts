import type { AccountId } from "../kernel/id.ts";
import type { Account, AccountKind, NewAccount } from "./account.ts";
import type { PictureName } from "./profile-details.ts";

/** What a person may change about their own profile; what is left out stays as it is. */
export interface ProfileChange {
  readonly displayName?: string | undefined;
  /** Plain text. */
  readonly note?: string | undefined;
  readonly locked?: boolean | undefined;
  readonly kind?: Extract<AccountKind, "person" | "service"> | undefined;
  readonly discoverable?: boolean | undefined;
  readonly indexable?: boolean | undefined;
  readonly hideCollections?: boolean | undefined;
  readonly fields?: readonly { readonly name: string; readonly value: string }[] | undefined;
  /** The bytes of another picture. */
  readonly avatar?: Uint8Array | undefined;
  readonly avatarDescription?: string | undefined;
  readonly header?: Uint8Array | undefined;
  readonly headerDescription?: string | undefined;
  readonly showMedia?: boolean | undefined;
  readonly showMediaReplies?: boolean | undefined;
  readonly showFeatured?: boolean | undefined;
  /** Websites that may say that the account wrote what is on them: ten at most. */
  readonly attributionDomains?: readonly string[] | undefined;
}

/** Looking at accounts, and changing one's own. */
export interface Accounts {
  /** Refuses with `not-found` or `gone`. */
  show(id: AccountId): Promise<Account>;
  /** Those that exist, in the order asked for. */
  showMany(ids: readonly AccountId[]): Promise<readonly Account[]>;
  /** By `alice` or `alice@there.example` among those known here; a handle with our own domain is local. */
  lookup(acct: string): Promise<Account>;
  search(
    text: string,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<readonly Account[]>;
  /** Refuses with `invalid`, and for pictures with `too-large` and `unavailable`. */
  change(viewer: AccountId, change: ProfileChange): Promise<Account>;
  /** Takes a picture from one's own profile. Where there is none nothing happens. */
  removePicture(viewer: AccountId, name: PictureName): Promise<Account>;
}

/** What other servers may change about the accounts that live there. For the federation door alone. */
export interface AccountRules {
  /**
   * Stores a remote account, whose handle has been proved, or replaces the profile of the one with this
   * address. Whoever had the handle before loses it (F-018), and stays who they are (S-019).
   * `undefined`, and nothing changes, when the address is deleted or is local, or a new one is of a server that is
   * suspended (S-048).
   */
  receive(account: NewAccount): Promise<Account | undefined>;
  /**
   * Gives a remote account the handle that has been proved to be its own; who had it before loses it (F-018).
   * `undefined`, and nothing changes, when the account is local or gone.
   */
  rename(
    account: AccountId,
    handle: { readonly username: string; readonly domain: string },
  ): Promise<Account | undefined>;
  /** The account's own server says whether it is suspended there (F-040). Of a local or deleted one it says nothing. */
  receiveSuspension(account: AccountId, isSuspended: boolean): Promise<void>;
  /** What the account says of its other names, and of where it has moved (F-041). Of a local one it says nothing. */
  receiveNames(
    account: AccountId,
    names: Pick<Account, "alsoKnownAs"> & { readonly movedTo: Account | undefined },
  ): Promise<void>;
  /** Says which fields of a profile are proved, unless they have changed since they were looked at (F-042). */
  prove(account: AccountId, fields: Account["fields"]): Promise<void>;
  /** Deletes a remote account for good, with all its statuses (F-143). `false` when it was gone or is local. */
  receiveDelete(account: AccountId): Promise<boolean>;
}
