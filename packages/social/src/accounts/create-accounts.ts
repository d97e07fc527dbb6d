import type { AccountId } from "../kernel/id.ts";
import { asPart, localEmojisIn } from "../emoji/emojis.ts";
import { Refusal } from "../kernel/refusal.ts";
import { treatmentOfAll } from "../domains/treatment.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { Account, NewAccount, Profile, ProfileField } from "./account.ts";
import { isLocal } from "./account.ts";
import type { AccountRules, Accounts } from "./accounts.ts";
import { existingAccount, existingAccounts, isThere, profileOf, standing } from "./existing.ts";
import type { Here } from "./handle.ts";
import { keepProofs } from "./proofs.ts";
import { parseHandle } from "./handle.ts";
import type { MediaNeeds } from "../media/media-needs.ts";
import { detailsOf, keptDetails, profileFiles } from "./profile-details.ts";
import type { PictureName } from "./profile-details.ts";
import { storePictures } from "./profile-pictures.ts";
import type { ProfileLimits } from "./profile-change.ts";
import { changedProfile } from "./profile-change.ts";

export interface AccountsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly settings: Here & { readonly limits: ProfileLimits };
  /** Left out: profiles have no pictures here. */
  readonly media?: MediaNeeds | undefined;
}

/** Looking at accounts and changing one's own, and what other servers may change of theirs. */
export function createAccounts({ storage, clock, settings, media }: AccountsNeeds): Accounts & AccountRules {
  const { stores, transact } = storage;
  return {
    show: (id) => existingAccount(stores.accounts, id),
    showMany: (ids) => existingAccounts(stores.accounts, ids),

    async lookup(acct) {
      const handle = parseHandle(acct, settings);
      if (handle === undefined) throw new Refusal("not-found");
      return standing(await stores.accounts.byHandle(handle.username, handle.domain));
    },

    async search(text, page) {
      const found = await stores.accounts.search(text, page.limit, page.offset);
      return found.filter(isThere);
    },

    async change(viewer, change) {
      const stored = await storePictures(change, media);
      const changing = { viewer, change: { ...change, stored }, limits: settings.limits, now: clock.now() };
      return transact((work) => changeProfile(work, changing));
    },
    removePicture: (viewer, name) =>
      transact((work) => removePicture(work, { viewer, name, now: clock.now() })),
    receive: (account) => transact((work) => receiveAccount(work, account, clock.now())),
    receiveSuspension: (id, isSuspended) =>
      transact((work) => receiveSuspension(work, id, isSuspended ? clock.now() : undefined)),
    rename: (id, handle) => transact((work) => renameAccount(work, id, handle)),
    receiveNames: (id, { alsoKnownAs, movedTo }) =>
      transact(async (work) => {
        const account = await work.accounts.byId(id);
        if (account === undefined || isLocal(account)) return;
        await work.accounts.setAliases(id, alsoKnownAs);
        await work.accounts.setMoved(id, movedTo);
      }),
    prove: (id, fields) =>
      transact(async (work) => {
        const account = await work.accounts.byId(id);
        const isSame = account !== undefined && sameTexts(account.fields, fields);
        if (isSame) await work.accounts.prove(id, fields, clock.now());
      }),
    receiveDelete: (id) => transact((work) => deleteRemote(work, id, clock.now())),
  };
}

interface Changing {
  readonly viewer: AccountId;
  readonly change: Parameters<typeof changedProfile>[1];
  readonly limits: ProfileLimits;
  readonly now: Date;
}

async function changeProfile(work: Work, { viewer, change, limits, now }: Changing): Promise<Account> {
  const account = await existingAccount(work.accounts, viewer);
  const changed = changedProfile(account, change, limits);
  const values = changed.fields.flatMap(({ name, value }) => [name, value]);
  const emojis = await localEmojisIn(work, [changed.displayName, changed.note, ...values]);
  const profile = { ...changed, emojis: emojis.length === 0 ? undefined : emojis.map(asPart) };
  return replaceProfile(work, account, { profile, now });
}

/** Puts a profile in the place of the one before, and lets go of its files. */
async function replaceProfile(
  work: Work,
  account: Account,
  { profile, now }: { readonly profile: Profile; readonly now: Date },
): Promise<Account> {
  if (JSON.stringify(profile) === JSON.stringify(profileOf(account))) return account;
  const stay = new Set(profileFiles(profile));
  const left = profileFiles(account).filter((key) => !stay.has(key));
  await work.accounts.update(account.id, profile);
  await work.media.discard(left, now);
  work.record({ type: "account.updated", account: account.id });
  return { ...account, ...profile };
}

interface Removing {
  readonly viewer: AccountId;
  readonly name: PictureName;
  readonly now: Date;
}

async function removePicture(work: Work, { viewer, name, now }: Removing): Promise<Account> {
  const account = await existingAccount(work.accounts, viewer);
  const details = keptDetails({ ...detailsOf(account), [name]: {} });
  return replaceProfile(work, account, { profile: { ...profileOf(account), details }, now });
}

async function receiveAccount(work: Work, account: NewAccount, now: Date): Promise<Account | undefined> {
  const { id, uri, username, domain } = account;
  if (domain === undefined) return undefined;
  const known = await work.accounts.byUri(uri);
  if (known === undefined) {
    const { severity } = await treatmentOfAll(work.domainRules, [domain, URL.parse(uri)?.host ?? ""]);
    if (severity === "suspend") return undefined;
    await freeHandle(work, id, { username, domain });
    // Somebody else may have been faster.
    if (!(await work.accounts.add(account))) return work.accounts.byUri(uri);
    if (severity === "limit") await work.accounts.sanction(id, { kind: "limit", by: "domain", at: now });
    return work.accounts.byId(id);
  }
  if (isLocal(known) || known.deletedAt !== undefined) return undefined;
  const fields = keepProofs(account.fields, known.fields);
  await work.accounts.update(known.id, { ...profileOf(account), fields });
  return work.accounts.byId(known.id);
}

/** What the account's own server has done to it stands beside what was done here, and does not change that (F-040). */
async function receiveSuspension(work: Work, id: AccountId, at: Date | undefined): Promise<void> {
  const account = await work.accounts.byId(id);
  if (account === undefined || isLocal(account) || account.deletedAt !== undefined) return;
  const isNews = await work.accounts.sanction(id, { kind: "suspend", by: "origin", at });
  if (isNews && at !== undefined) work.record({ type: "account.suspended", account: id });
}

/** Whether two profiles have the same fields, proved or not. */
function sameTexts(one: readonly ProfileField[], other: readonly ProfileField[]): boolean {
  const texts = (fields: readonly ProfileField[]) =>
    JSON.stringify(fields.map(({ name, value }) => [name, value]));
  return texts(one) === texts(other);
}

/** The handle of a remote account. */
interface RemoteHandle {
  readonly username: string;
  readonly domain: string;
}

async function renameAccount(work: Work, id: AccountId, handle: RemoteHandle): Promise<Account | undefined> {
  const account = await work.accounts.byId(id);
  if (account === undefined || isLocal(account) || account.deletedAt !== undefined) return undefined;
  await freeHandle(work, id, handle);
  await work.accounts.rename(id, handle);
  return work.accounts.byId(id);
}

/** Takes a handle from whoever has it but is not this account. The next time that they are met they are asked for their own. */
async function freeHandle(work: Work, id: AccountId, { username, domain }: RemoteHandle): Promise<void> {
  const holder = await work.accounts.byHandle(username, domain);
  if (holder === undefined || holder.id === id) return;
  await work.accounts.rename(holder.id, { username: `${holder.username}.${holder.id}`, domain });
  if (holder.deletedAt === undefined)
    await work.accounts.update(holder.id, { ...profileOf(holder), fetchedAt: undefined });
}

async function deleteRemote(work: Work, id: AccountId, at: Date): Promise<boolean> {
  const account = await work.accounts.byId(id);
  if (account === undefined || isLocal(account) || account.deletedAt !== undefined) return false;
  await deleteAccount(work, id, at);
  return true;
}

/**
 * Deletes an account of any kind for good: its statuses and its profile. Its follows end later, with what
 * follows from `account.deleted`, because its followers are those who have to be told.
 */
export async function deleteAccount(work: Work, id: AccountId, at: Date): Promise<void> {
  await work.statuses.removeAllOf(id, at);
  const account = await work.accounts.byId(id);
  await work.media.removeAllOf(id, at);
  await work.media.discard(account === undefined ? [] : profileFiles(account), at);
  await work.accounts.markDeleted(id, at);
  work.record({ type: "account.deleted", account: id });
}
