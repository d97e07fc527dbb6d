import type { CustomEmoji } from "../emoji/custom-emoji.ts";
import type { ProfileDetails } from "./profile-details.ts";
import type { AccountId, ActorUri } from "../kernel/id.ts";

export type AccountKind = "person" | "service" | "group" | "organization" | "application";

export interface ProfileField {
  readonly name: string;
  /** Local: plain text. Remote: safe HTML. */
  readonly value: string;
  readonly verifiedAt: Date | undefined;
}

/** The addresses at which an actor is reached. */
export interface Endpoints {
  readonly inbox: string;
  readonly sharedInbox: string | undefined;
  readonly outbox: string | undefined;
  readonly followers: string | undefined;
  readonly following: string | undefined;
  readonly featured: string | undefined;
}

/**
 * Who has put an account aside: somebody who moderates here, its own server, a rule about its domain, or its sign-up,
 * which is not complete.
 */
export type Sanctioner = "moderator" | "origin" | "domain" | "sign-up";

/** A person or bot, here or elsewhere, as everybody may see it. */
export interface Account {
  readonly id: AccountId;
  readonly username: string;
  /** `undefined` for local accounts. */
  readonly domain: string | undefined;
  readonly uri: ActorUri;
  /** The page that shows it to people. */
  readonly url: string;
  readonly kind: AccountKind;
  readonly displayName: string;
  /** Local: plain text. Remote: safe HTML. */
  readonly note: string;
  readonly fields: readonly ProfileField[];
  /** The custom emoji that its texts name, where there are any. */
  readonly emojis?: readonly CustomEmoji[] | undefined;
  /** Of remote accounts: where the pictures lie. Those of local ones are files, in the details. */
  readonly avatarUrl: string | undefined;
  readonly headerUrl: string | undefined;
  /** Left out: as usual in everything. */
  readonly details?: ProfileDetails | undefined;
  readonly locked: boolean;
  readonly discoverable: boolean;
  readonly indexable: boolean;
  readonly hideCollections: boolean;
  readonly endpoints: Endpoints;
  readonly createdAt: Date;
  /** When a remote profile was last read. */
  readonly fetchedAt: Date | undefined;
  /** Since when nobody sees it: set as long as there is somebody in `suspendedBy`. */
  readonly suspendedAt: Date | undefined;
  readonly suspendedBy: readonly Sanctioner[];
  /** Since when only its followers come across it: set as long as there is somebody in `limitedBy`. */
  readonly limitedAt: Date | undefined;
  readonly limitedBy: readonly Sanctioner[];
  /** Other accounts of the same person, as far as this one says so. */
  readonly alsoKnownAs: readonly ActorUri[];
  /** The account that this one has moved to. */
  readonly movedTo: AccountId | undefined;
  readonly movedToUri: ActorUri | undefined;
  /** Set once the account was deleted for good: its name is never given out again. */
  readonly deletedAt: Date | undefined;
  readonly lastStatusAt: Date | undefined;
  readonly statusesCount: number;
  readonly followersCount: number;
  readonly followingCount: number;
}

/** All that is kept about an account from its beginning. */
export type NewAccount = Omit<
  Account,
  | "statusesCount"
  | "followersCount"
  | "followingCount"
  | "lastStatusAt"
  | "suspendedBy"
  | "limitedAt"
  | "limitedBy"
  | "alsoKnownAs"
  | "movedTo"
  | "movedToUri"
>;

/** The profile, which can change; id, name, domain and address cannot. */
export type Profile = Pick<
  Account,
  | "url"
  | "kind"
  | "displayName"
  | "note"
  | "fields"
  | "emojis"
  | "avatarUrl"
  | "headerUrl"
  | "details"
  | "locked"
  | "discoverable"
  | "indexable"
  | "hideCollections"
  | "endpoints"
  | "fetchedAt"
>;

/** `alice` for a local account, `alice@there.example` for a remote one. */
export function acct(account: Pick<Account, "username" | "domain">): string {
  return account.domain === undefined ? account.username : `${account.username}@${account.domain}`;
}

export function isLocal(account: Pick<Account, "domain">): boolean {
  return account.domain === undefined;
}
