import type { Actor, Delete, Federation, Update } from "@trunkline/activitypub";
import { readEmojis } from "../emoji/emoji.activity.ts";
import type { EmojiRules } from "../emoji/emojis.ts";
import { askFor } from "../backfill/ask.ts";
import { toUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days, hours } from "../kernel/time.ts";
import { canonicalDomain, isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { isLocal } from "./account.ts";
import { isThere } from "./existing.ts";
import type { Account, NewAccount, ProfileField } from "./account.ts";
import { linkOf } from "./proofs.ts";
import { createdAtOf, fromActor } from "./accounts.activity.ts";
import type { AccountRules } from "./accounts.ts";

export interface PeopleNeeds {
  readonly federation: Pick<Federation, "fetchActor" | "forget" | "linksTo" | "resolveHandle">;
  readonly storage: Storage;
  readonly rules: { readonly accounts: AccountRules; readonly emojis: EmojiRules };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Home;
}

/** Who acts, here and elsewhere. */
export interface People {
  /**
   * The account with an actor id, fetched when it is not known or was last read more than a day ago.
   * Resolves to `undefined` when it cannot be had, and refuses with `unreachable` when that may be
   * different later. Whoever is of this server is only looked up.
   */
  byUri(uri: string): Promise<Account | undefined>;
  byHandle(username: string, domain: string): Promise<Account | undefined>;
  /** Those with these actor ids, of whom at most `limit` unknown ones are fetched; who cannot be had is left out. */
  byUris(uris: readonly string[], limit: number): Promise<readonly Account[]>;
  /** Reads a profile anew. One that is gone is marked as deleted; else the account stays as it is. */
  refresh(account: Account): Promise<Account>;
  /**
   * Reads anew the profiles that were not read for a week, of those with whom somebody here has to do; the oldest
   * first, a few at a time (F-020). Resolves to how many.
   */
  refreshOldest(): Promise<number>;
  /** Looks whether the links of profiles link back, a few profiles at a time (F-042). Resolves to how many. */
  proveLinks(): Promise<number>;
}

const staleAfter = days(1);
const oldAfter = days(7);
/** How many old profiles are read anew at a time. */
const oldAtOnce = 20;
/** How long somebody whose server did not answer is left in peace. */
const retryAfter = hours(1);

export function createPeople(needs: PeopleNeeds): People {
  const { stores } = needs.storage;
  const byUri: People["byUri"] = async (uri) => {
    const known = await stores.accounts.byUri(toUri(uri));
    if (known === undefined) return isOurs(uri, needs.settings) ? undefined : meet(uri, needs);
    return isStale(known, needs.clock.now()) ? renew(known, needs) : known;
  };
  return {
    byUri,
    refresh: (account) => renew(account, needs),
    async refreshOldest() {
      const old = await stores.accounts.unread(after(needs.clock.now(), -oldAfter), oldAtOnce);
      // One after the other: nobody waits for it, and several may live on one server.
      for (const account of old) await renew(account, needs);
      return old.length;
    },
    async proveLinks() {
      const due = await stores.accounts.unproved(after(needs.clock.now(), -oldAfter), oldAtOnce);
      for (const account of due) await proveFields(account, needs);
      return due.length;
    },
    async byHandle(username, domain) {
      const host = canonicalDomain(domain);
      const isHere = host === canonicalDomain(needs.settings.domain);
      const known = await stores.accounts.byHandle(username, isHere ? undefined : host);
      if (known !== undefined && !isStale(known, needs.clock.now())) return known;
      if (isHere) return undefined;
      const actor = await needs.federation.resolveHandle(`${username}@${host}`);
      if (actor.ok) return byUri(actor.value);
      const isGone = actor.reason === "gone" && known !== undefined && !isLocal(known);
      if (!isGone) return known;
      await forgetPerson(known, needs);
      return stores.accounts.byId(known.id);
    },
    async byUris(uris, limit) {
      const known = await stores.accounts.byUris(uris.map((uri) => toUri<"actor">(uri)));
      const met = new Set<string>(known.map((account) => account.uri));
      const unknown = uris.filter((uri) => !met.has(uri) && !isOurs(uri, needs.settings));
      const fetched = await Promise.all(unknown.slice(0, limit).map((uri) => meetIfPossible(uri, needs)));
      return [...known, ...fetched.filter((account) => account !== undefined)];
    },
  };
}

function isStale(account: Account, now: Date): boolean {
  if (isLocal(account) || account.deletedAt !== undefined) return false;
  return account.fetchedAt === undefined || after(account.fetchedAt, staleAfter) <= now;
}

/** Fetches somebody who is not known, and keeps them. */
async function meet(uri: string, needs: PeopleNeeds): Promise<Account | undefined> {
  const fetched = await needs.federation.fetchActor(uri);
  if (!fetched.ok) {
    if (fetched.reason === "unreachable") throw new Refusal("unreachable", `${uri} cannot be fetched now.`);
    return undefined;
  }
  const { actor, handle } = fetched.value;
  // What was done in the name of this address was not done by whom it leads to (S-015).
  if (actor.id !== uri) return undefined;
  const account = newAccount(actor, handle, needs);
  const kept = account && (await needs.rules.accounts.receive(account));
  if (kept?.endpoints.featured !== undefined) await askFor({ kind: "featured", subject: kept.uri }, needs);
  if (kept !== undefined) await keepEmojis(kept, actor, needs);
  return kept && keepStanding(kept, actor, needs);
}

/** What an actor says of itself besides the profile: its suspension, its other names, and where it went. */
async function keepStanding(account: Account, actor: Actor, needs: PeopleNeeds): Promise<Account> {
  const { rules, storage } = needs;
  const standing = await keepSuspension(account, actor, needs);
  const target = await movedTarget(actor, needs);
  const names = actor.alsoKnownAs.slice(0, maxAliases).map((uri) => toUri<"actor">(uri));
  const isSame =
    target?.id === standing.movedTo && JSON.stringify(names) === JSON.stringify(standing.alsoKnownAs);
  if (isSame) return standing;
  await rules.accounts.receiveNames(account.id, { alsoKnownAs: names, movedTo: target });
  return (await storage.stores.accounts.byId(account.id)) ?? standing;
}

const maxAliases = 50;

/**
 * Where an actor says that it has moved, for one hop: who has moved on from there is nowhere (F-041). Somebody who is not
 * known is fetched, but not followed any further.
 */
async function movedTarget({ id, movedTo }: Actor, needs: PeopleNeeds): Promise<Account | undefined> {
  if (movedTo === undefined || movedTo === id) return undefined;
  const { stores } = needs.storage;
  const known = await stores.accounts.byUri(toUri(movedTo));
  const isStranger = known === undefined && !isOurs(movedTo, needs.settings);
  const target = isStranger ? await meetStill(movedTo, needs) : known;
  const isTarget = target !== undefined && isThere(target) && target.movedTo === undefined;
  return isTarget ? target : undefined;
}

/** Fetches somebody of whom it is only of interest that they are there; one who has moved on is not. */
async function meetStill(uri: string, needs: PeopleNeeds): Promise<Account | undefined> {
  const fetched = await needs.federation.fetchActor(uri);
  if (!fetched.ok || fetched.value.actor.id !== uri || fetched.value.actor.movedTo !== undefined)
    return undefined;
  const account = newAccount(fetched.value.actor, fetched.value.handle, needs);
  return account && needs.rules.accounts.receive(account);
}

/** What their server says of their suspension, in both directions (F-040). */
async function keepSuspension(
  account: Account,
  { suspended }: Actor,
  { rules, storage }: PeopleNeeds,
): Promise<Account> {
  if (suspended === account.suspendedBy.includes("origin")) return account;
  await rules.accounts.receiveSuspension(account.id, suspended);
  return (await storage.stores.accounts.byId(account.id)) ?? account;
}

/** A page that does not answer now takes no proof away. */
async function proveFields(account: Account, { federation, clock, rules }: PeopleNeeds): Promise<void> {
  const fields: ProfileField[] = [];
  for (const field of account.fields) {
    const link = linkOf(account, field);
    const back = link === undefined ? undefined : await federation.linksTo(link, [account.url, account.uri]);
    const isProved = back?.ok === true ? back.value : link !== undefined && field.verifiedAt !== undefined;
    fields.push({ ...field, verifiedAt: isProved ? (field.verifiedAt ?? clock.now()) : undefined });
  }
  await rules.accounts.prove(account.id, fields);
}

async function meetIfPossible(uri: string, needs: PeopleNeeds): Promise<Account | undefined> {
  try {
    return await meet(uri, needs);
  } catch (error) {
    if (error instanceof Refusal && error.code === "unreachable") return undefined;
    throw error;
  }
}

/** The account that an actor makes here; none when it claims to be of this server, or to be reached here (S-034). */
function newAccount(actor: Actor, handle: string, needs: PeopleNeeds): NewAccount | undefined {
  const name = readHandle(handle, needs.settings);
  if (name === undefined || claimsUs(actor, needs.settings)) return undefined;
  const now = needs.clock.now();
  return {
    ...fromActor(actor, now, needs.settings),
    id: needs.ids.next(),
    ...name,
    uri: toUri<"actor">(actor.id),
    createdAt: createdAtOf(actor, now),
    suspendedAt: undefined,
    deletedAt: undefined,
  };
}

/** The two parts of a handle that has been proved; none of one of ours. */
function readHandle(
  handle: string,
  { domain: ours }: Home,
): { readonly username: string; readonly domain: string } | undefined {
  const at = handle.lastIndexOf("@");
  const domain = canonicalDomain(handle.slice(at + 1));
  return at < 1 || domain === canonicalDomain(ours) ? undefined : { username: handle.slice(0, at), domain };
}

function claimsUs({ id, inbox, sharedInbox, followers, outbox, featured }: Actor, settings: Home): boolean {
  const claimed = [id, inbox, sharedInbox, followers, outbox, featured];
  return claimed.some((uri) => uri !== undefined && isOurs(uri, settings));
}

async function renew(account: Account, needs: PeopleNeeds): Promise<Account> {
  if (isLocal(account)) return account;
  const fetched = await needs.federation.fetchActor(account.uri);
  if (fetched.ok) {
    const kept = await keepProfile(account, fetched.value.actor, needs);
    return kept === undefined ? account : keepHandle(kept, fetched.value.handle, needs);
  }
  if (fetched.reason === "gone") {
    await forgetPerson(account, needs);
    return (await needs.storage.stores.accounts.byId(account.id)) ?? account;
  }
  const fetchedAt = after(needs.clock.now(), retryAfter - staleAfter);
  return (await needs.rules.accounts.receive({ ...account, fetchedAt })) ?? account;
}

/** Somebody who was given another handle is known by that one from now on (F-018). */
async function keepHandle(
  account: Account,
  handle: string,
  { rules, settings }: PeopleNeeds,
): Promise<Account> {
  const proved = readHandle(handle, settings);
  const isSame = proved?.username === account.username && proved.domain === account.domain;
  if (proved === undefined || isSame) return account;
  return (await rules.accounts.rename(account.id, proved)) ?? account;
}

/** Puts a new profile in place. Whose account it is never changes by that. */
async function keepProfile(account: Account, actor: Actor, needs: PeopleNeeds): Promise<Account | undefined> {
  const { clock, rules, settings } = needs;
  if (actor.id !== account.uri || claimsUs(actor, settings)) return undefined;
  const kept = await rules.accounts.receive({ ...account, ...fromActor(actor, clock.now(), settings) });
  if (kept !== undefined) await keepEmojis(kept, actor, needs);
  return kept && keepStanding(kept, actor, needs);
}

async function keepEmojis({ id }: Account, { tags }: Actor, needs: PeopleNeeds): Promise<void> {
  const { rules, clock, settings } = needs;
  await rules.emojis.receive(id, readEmojis(tags, { now: clock.now(), home: settings }));
}

/** Marks somebody as gone for good, with everything that they said. */
async function forgetPerson({ id, uri }: Account, { rules, federation }: PeopleNeeds): Promise<void> {
  await rules.accounts.receiveDelete(id);
  await federation.forget(uri);
}

/** A new profile, as its owner sends it: only of the sender's own account, and of one that is known. */
export async function onUpdateActor(update: Update, needs: PeopleNeeds): Promise<void> {
  const actor = update.object;
  if (typeof actor === "string" || !("preferredUsername" in actor)) return;
  if (actor.id !== update.actor) return;
  const account = await needs.storage.stores.accounts.byUri(toUri(update.actor));
  if (account === undefined || isLocal(account) || account.deletedAt !== undefined) return;
  await keepProfile(account, actor, needs);
  await needs.federation.forget(account.uri);
}

/** Somebody has left the network. Who was never known here is nobody to forget. */
export async function onDeleteActor({ actor }: Pick<Delete, "actor">, needs: PeopleNeeds): Promise<void> {
  const account = await needs.storage.stores.accounts.byUri(toUri<"actor">(actor));
  if (account === undefined || isLocal(account)) return;
  await forgetPerson(account, needs);
}
