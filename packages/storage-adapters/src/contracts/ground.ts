import type {
  Account,
  AccountId,
  Clock,
  Follow,
  Ids,
  NewAccount,
  Milliseconds,
  NewStatus,
  ScheduledPost,
  Status,
  StatusId,
  Storage,
  User,
  Work,
} from "@trunkline/social";
import { after, hours, toUri } from "@trunkline/social";

/** A clock that a proof can move. */
export interface MovableClock extends Clock {
  advance(milliseconds: number): void;
}

/** What proofs about the domain's stores stand on: a storage that is empty, and the clock and ids that it uses. */
export interface Ground {
  readonly storage: Storage;
  readonly clock: MovableClock;
  readonly ids: Ids;
}

/** What gives rows their ids and times. */
type Origin = Pick<Ground, "ids"> & { readonly clock: Clock };

/** Writes in a transaction of its own. */
export function write<Result>(ground: Ground, run: (work: Work) => Promise<Result>): Promise<Result> {
  return ground.storage.transact(run);
}

/** An account of the given name, not stored yet; with a domain it is a remote one. */
export function newAccount(
  { ids, clock }: Origin,
  username: string,
  over: Partial<NewAccount> = {},
): NewAccount {
  const base = `https://${over.domain ?? "here.example"}/users/${username}`;
  return {
    id: ids.next(),
    username,
    domain: undefined,
    uri: toUri(base),
    url: `${base}/page`,
    kind: "person",
    displayName: "",
    note: "",
    fields: [],
    avatarUrl: undefined,
    headerUrl: undefined,
    locked: false,
    discoverable: true,
    indexable: true,
    hideCollections: false,
    endpoints: {
      inbox: `${base}/inbox`,
      sharedInbox: undefined,
      outbox: undefined,
      followers: `${base}/followers`,
      following: undefined,
      featured: undefined,
    },
    createdAt: clock.now(),
    fetchedAt: undefined,
    suspendedAt: undefined,
    deletedAt: undefined,
    ...over,
  };
}

/** Stores an account, and answers its id. */
export async function person(
  ground: Ground,
  username: string,
  over: Partial<NewAccount> = {},
): Promise<AccountId> {
  const account = newAccount(ground, username, over);
  await write(ground, (work) => work.accounts.add(account));
  return account.id;
}

/** A public status without anything special, not stored yet. */
export function newStatus(
  { ids, clock }: Origin,
  account: AccountId,
  over: Partial<NewStatus> = {},
): NewStatus {
  const id: StatusId = over.id ?? ids.next();
  return {
    id,
    uri: toUri(`https://here.example/statuses/${id}`),
    url: undefined,
    account,
    boostOf: undefined,
    text: "Hello",
    content: "<p>Hello</p>",
    spoilerText: "",
    sensitive: false,
    language: undefined,
    visibility: "public",
    inReplyTo: undefined,
    inReplyToAccount: undefined,
    inReplyToUri: undefined,
    conversation: `https://here.example/conversations/${id}`,
    mentions: [],
    tags: [],
    emojis: [],
    media: [],
    app: undefined,
    createdAt: clock.now(),
    ...over,
  };
}

/** A post that waits for a time so far from now, not stored yet. */
export function newScheduled({ ids, clock }: Ground, account: AccountId, ahead: Milliseconds): ScheduledPost {
  const now = clock.now();
  const post = {
    text: "Later",
    spoilerText: "",
    sensitive: false,
    language: "en",
    visibility: "unlisted",
    inReplyTo: ids.next<"status">(),
    app: undefined,
    poll: { options: ["yes", "no"], expiresIn: hours(1), multiple: false, hideTotals: true },
  } as const;
  return { id: ids.next(), account, at: after(now, ahead), post, createdAt: now, refusal: undefined };
}

/** Stores a status, and answers its id. */
export async function post(
  ground: Ground,
  account: AccountId,
  over: Partial<NewStatus> = {},
): Promise<StatusId> {
  const status = newStatus(ground, account, over);
  await write(ground, (work) => work.statuses.add(status));
  return status.id;
}

/** Stores a reply to a status that stands. */
export async function reply(
  ground: Ground,
  [account, to]: readonly [AccountId, StatusId],
  over: Partial<NewStatus> = {},
): Promise<StatusId> {
  const parent = await statusOf(ground, to);
  return post(ground, account, { inReplyTo: to, inReplyToAccount: parent.account, ...over });
}

/** Stores a boost, and answers its id. */
export function boost(ground: Ground, account: AccountId, of: StatusId): Promise<StatusId> {
  return post(ground, account, { boostOf: of, text: undefined, content: "" });
}

/** Stores an accepted follow, or what `over` says instead. */
export async function follow(
  ground: Ground,
  pair: readonly [AccountId, AccountId],
  over: Partial<Follow> = {},
): Promise<Follow> {
  const made = newFollow(ground, pair, over);
  await write(ground, (work) => work.follows.add(made));
  return made;
}

export function newFollow(
  { ids, clock }: Ground,
  [follower, followed]: readonly [AccountId, AccountId],
  over: Partial<Follow> = {},
): Follow {
  const id: Follow["id"] = ids.next();
  return {
    id,
    follower,
    followed,
    state: "accepted",
    uri: `https://here.example/follows/${id}`,
    showBoosts: true,
    notify: false,
    languages: undefined,
    at: clock.now(),
    ...over,
  };
}

/** Somebody who may sign in as the account, not stored yet. */
export function newUser({ ids, clock }: Ground, account: AccountId, over: Partial<User> = {}): User {
  return {
    id: ids.next(),
    account,
    email: "ana@mail.example",
    passwordHash: "$argon2id$",
    role: "user",
    confirmedAt: undefined,
    disabledAt: undefined,
    waitsSince: undefined,
    locale: "en",
    createdAt: clock.now(),
    preferences: { visibility: "public", sensitive: false, language: undefined },
    ...over,
  };
}

/** The account as it stands; a proof that asks for one that does not is wrong. */
export async function accountOf({ storage }: Ground, id: AccountId): Promise<Account> {
  const account = await storage.stores.accounts.byId(id);
  if (account === undefined) throw new Error(`There is no account ${id}.`);
  return account;
}

export async function statusOf({ storage }: Ground, id: StatusId): Promise<Status> {
  const status = await storage.stores.statuses.byId(id);
  if (status === undefined) throw new Error(`There is no status ${id}.`);
  return status;
}
