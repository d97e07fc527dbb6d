import type { AccountId, ActorUri } from "../kernel/id.ts";
import type { Account, NewAccount, Profile, ProfileField, Sanctioner } from "./account.ts";

/** Something that is done to an account, or taken back, in somebody's name. */
export interface Sanction {
  readonly kind: "suspend" | "limit";
  readonly by: Sanctioner;
  /** `undefined`: taken back. */
  readonly at: Date | undefined;
}

/** The Ed25519 key pair by which a local account's documents can be proved. */
export interface ProofKeyPair {
  /** The public half as a Multikey. */
  readonly multibase: string;
  readonly privatePem: string;
}

/** The key pairs of a local account. Private halves leave a store only through `signingKey`. */
export interface KeyPair {
  readonly publicPem: string;
  readonly privatePem: string;
  /** Left out: it was made before there were any, and has not got one yet. */
  readonly proof?: ProofKeyPair;
}

/** The public halves. */
export interface PublicKeys {
  readonly publicPem: string;
  /** Of the key for proofs, as a Multikey. */
  readonly proofMultibase?: string;
}

/** Everybody who is known, here and elsewhere. */
export interface AccountStore {
  /**
   * Stores an account with its keys (remote accounts have none here).
   * Resolves to `false`, and changes nothing, when its address or its handle (compared without
   * regard to case) is taken.
   */
  add(account: NewAccount, keys?: KeyPair): Promise<boolean>;
  /** Replaces the profile. Resolves to `false` when there is no such account. */
  update(id: AccountId, profile: Profile): Promise<boolean>;
  /**
   * Gives a remote account another handle. Resolves to `false`, and changes nothing, when there is no such
   * account, or the handle (compared without regard to case) is another's.
   */
  rename(id: AccountId, handle: { readonly username: string; readonly domain: string }): Promise<boolean>;
  byId(id: AccountId): Promise<Account | undefined>;
  /** Those that exist, in no particular order. One statement, however many are asked for. */
  byIds(ids: readonly AccountId[]): Promise<readonly Account[]>;
  byUri(uri: ActorUri): Promise<Account | undefined>;
  byUris(uris: readonly ActorUri[]): Promise<readonly Account[]>;
  /** Compares names without regard to case; no domain means local. */
  byHandle(username: string, domain: string | undefined): Promise<Account | undefined>;
  /** Accounts whose name or display name begins with the text, the best known first; not the server's own actor. */
  search(text: string, limit: number, offset: number): Promise<readonly Account[]>;
  /** Local accounts that are not deleted, by id, for the admin's list; not the server's own actor. */
  local(afterId: AccountId | undefined, limit: number): Promise<readonly Account[]>;
  /**
   * Puts an account aside in somebody's name, or takes that back: it holds as long as there is anybody left in whose
   * name it is. Resolves to whether it holds now and did not before, or the other way round.
   */
  sanction(id: AccountId, sanction: Sanction): Promise<boolean>;
  /** Brings what is done in the name of domain rules in line with them, for all accounts of a domain and below it. */
  applyDomainRules(domain: string, at: Date): Promise<void>;
  /** Replaces the names under which the account is known elsewhere. */
  setAliases(id: AccountId, alsoKnownAs: readonly ActorUri[]): Promise<void>;
  /** Says where the account has moved to; `undefined`: nowhere. */
  setMoved(id: AccountId, target: Pick<Account, "id" | "uri"> | undefined): Promise<void>;
  /** Remote accounts that were last read before a moment, and that somebody here follows or is followed by; the longest unread first. */
  unread(before: Date, limit: number): Promise<readonly Account[]>;
  /**
   * Accounts with links in their profiles that were not looked at since a moment, of those who live here or are
   * followed from here; the longest unlooked-at first. A profile whose fields have changed counts as never looked at.
   */
  unproved(before: Date, limit: number): Promise<readonly Account[]>;
  /** Says which fields of a profile are proved, and when that was looked at. */
  prove(id: AccountId, fields: readonly ProfileField[], at: Date): Promise<void>;
  /** Inboxes of every server that is known, shared ones where there are: each once, in the order of their names. */
  inboxes(after: string | undefined, limit: number): Promise<readonly string[]>;
  /** Marks as deleted for good, and empties the profile. */
  markDeleted(id: AccountId, at: Date): Promise<boolean>;
  /**
   * Removes an account that was never seen, with its name: one that is put aside because its sign-up is not complete.
   * Resolves to `false`, and changes nothing, for any other.
   */
  erase(id: AccountId): Promise<boolean>;
  publicKeys(id: AccountId): Promise<PublicKeys | undefined>;
  /** Both halves of a local account's keys. */
  signingKey(uri: ActorUri): Promise<KeyPair | undefined>;
  /** Local accounts that have keys but none for proofs, in no particular order. */
  withoutProofKey(limit: number): Promise<readonly AccountId[]>;
  /** Gives an account its key for proofs. Resolves to `false`, and changes nothing, when it has one or has no keys at all. */
  addProofKey(id: AccountId, pair: ProofKeyPair): Promise<boolean>;
}
