import { deleteAccount } from "../accounts/create-accounts.ts";
import type { Account } from "../accounts/account.ts";
import { existingAccount } from "../accounts/existing.ts";
import type { Here } from "../accounts/handle.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, Ids, KeyPairs, Passwords } from "../ports.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import { bringIn } from "./confirmations.ts";
import { newLocalAccount } from "./local-account.ts";
import { checkedEmail, checkedUsername, checkPassword } from "./rules.ts";
import type { User } from "./sign-in.store.ts";
import type { NewUser, SignIn } from "./sign-in.ts";

export interface UsersNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly keyPairs: KeyPairs;
  readonly settings: Here;
}

type Users = Pick<SignIn, "createUser" | "user" | "modifyUser" | "deleteUser">;
type UserChange = Parameters<SignIn["modifyUser"]>[1];

/** People who live here: coming, changing, leaving. */
export function createUsers(needs: UsersNeeds): Users {
  const { stores, transact } = needs.storage;
  return {
    createUser: (user) => createUser(user, needs),
    user: (account) => stores.users.byAccount(account),
    modifyUser: (account, change) => modifyUser(account, change, needs),
    deleteUser: (account) =>
      transact(async (work) => {
        const owner = await work.accounts.byId(account);
        const user = await work.users.byAccount(account);
        if (owner === undefined || owner.domain !== undefined) throw new Refusal("not-found");
        if (owner.deletedAt !== undefined) return;
        if (user !== undefined) {
          await signOutEverywhere(work, user, needs.clock.now());
          await work.users.remove(user.id);
        }
        await deleteAccount(work, account, needs.clock.now());
      }),
  };
}

async function createUser(
  wanted: NewUser,
  needs: UsersNeeds,
): Promise<{ readonly account: Account; readonly user: User }> {
  const { storage, ids, clock, settings } = needs;
  const username = checkedUsername(wanted.username, wanted.role);
  const email = checkedEmail(wanted.email);
  checkPassword(wanted.password, { username, email, domain: settings.domain });
  await requireFree(storage.stores, username, email);
  const [passwordHash, keys] = await Promise.all([
    needs.passwords.hash(wanted.password),
    needs.keyPairs.generate(),
  ]);
  const at = clock.now();
  const account = newLocalAccount(username, { id: ids.next<"account">(), at, origin: settings.origin });
  const user = newUser(wanted, { email, passwordHash, account: account.id, at, ids });
  return storage.transact(async (work) => {
    if (!(await work.accounts.add(account, keys))) throw new Refusal("conflict", "This username is taken.");
    if (!(await work.users.add(user))) throw new Refusal("conflict", "This address of mail is taken.");
    return { account: await existingAccount(work.accounts, account.id), user };
  });
}

interface Credentials {
  readonly email: string;
  readonly passwordHash: string;
  readonly account: AccountId;
  readonly at: Date;
  readonly ids: Ids;
}

function newUser(wanted: NewUser, { email, passwordHash, account, at, ids }: Credentials): User {
  return {
    id: ids.next<"user">(),
    account,
    email,
    passwordHash,
    role: wanted.role,
    confirmedAt: wanted.confirmed ? at : undefined,
    disabledAt: undefined,
    waitsSince: undefined,
    locale: wanted.locale ?? "en",
    createdAt: at,
    preferences: { visibility: "public", sensitive: false, language: undefined },
  };
}

/** Spares the making of keys and hashes; the stores decide for good. */
async function requireFree(stores: Stores, username: string, email: string): Promise<void> {
  const [account, user] = await Promise.all([
    stores.accounts.byHandle(username, undefined),
    stores.users.byEmail(email),
  ]);
  if (account !== undefined) throw new Refusal("conflict", "This username is taken.");
  if (user !== undefined) throw new Refusal("conflict", "This address of mail is taken.");
}

async function modifyUser(account: AccountId, change: UserChange, needs: UsersNeeds): Promise<User> {
  const { transact } = needs.storage;
  const { email, passwordHash } = await checkedCredentials(account, change, needs);
  const at = needs.clock.now();
  return transact(async (work) => {
    const user = await existingUser(work, account);
    await requireOwn(work, user, email);
    const update = updateOf(user, { ...change, email, passwordHash }, at);
    await work.users.update(user.id, update);
    if (change.confirmed === true && user.waitsSince === undefined) await bringIn(work, user);
    const credentialsChanged = passwordHash !== undefined || update.email !== user.email;
    if (credentialsChanged || change.disabled === true) await signOutEverywhere(work, user, at);
    return { ...user, ...update };
  });
}

/** What is slow to make stands before the transaction. */
async function checkedCredentials(
  account: AccountId,
  change: UserChange,
  { storage, passwords, settings }: UsersNeeds,
): Promise<Pick<CheckedChange, "email" | "passwordHash">> {
  const { username } = await existingAccount(storage.stores.accounts, account);
  const user = await existingUser(storage.stores, account);
  const email = change.email === undefined ? undefined : checkedEmail(change.email);
  if (change.password === undefined) return { email, passwordHash: undefined };
  checkPassword(change.password, { username, email: email ?? user.email, domain: settings.domain });
  return { email, passwordHash: await passwords.hash(change.password) };
}

async function existingUser({ users }: Stores, account: AccountId): Promise<User> {
  const user = await users.byAccount(account);
  if (user === undefined) throw new Refusal("not-found");
  return user;
}

async function requireOwn(stores: Stores, user: User, email: string | undefined): Promise<void> {
  const holder = email === undefined ? undefined : await stores.users.byEmail(email);
  if (holder !== undefined && holder.id !== user.id) {
    throw new Refusal("conflict", "This address of mail is taken.");
  }
}

interface CheckedChange extends Omit<UserChange, "email" | "password"> {
  readonly email: string | undefined;
  readonly passwordHash: string | undefined;
}

function updateOf(
  user: User,
  change: CheckedChange,
  at: Date,
): Pick<User, "email" | "passwordHash" | "role" | "confirmedAt" | "disabledAt" | "preferences"> {
  return {
    email: change.email ?? user.email,
    passwordHash: change.passwordHash ?? user.passwordHash,
    role: change.role ?? user.role,
    confirmedAt: since(user.confirmedAt, change.confirmed, at),
    disabledAt: since(user.disabledAt, change.disabled, at),
    preferences: { ...user.preferences, ...change.preferences },
  };
}

/** When a state began: it keeps its beginning when it is only asserted again. */
function since(before: Date | undefined, state: boolean | undefined, at: Date): Date | undefined {
  if (state === undefined) return before;
  return state ? (before ?? at) : undefined;
}

/** Ends all that speaks for somebody: sessions, tokens and open streams (S-117, S-131). */
export async function signOutEverywhere(work: Work, user: User, at: Date): Promise<void> {
  await work.tokens.revokeOf(user.id, at);
  await work.sessions.removeOf(user.id);
  work.announce({ type: "access.ended", account: user.account, token: undefined });
}
