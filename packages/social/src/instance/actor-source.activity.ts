import type { ActorSource, Authorization, LocalActor } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import type { PublicKeys } from "../accounts/accounts.store.ts";
import { profileEmojis, toActor } from "../accounts/accounts.activity.ts";
import { isThere } from "../accounts/existing.ts";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import { toId, toUri } from "../kernel/id.ts";
import type { Home } from "../kernel/untrusted.ts";
import { canSee } from "../kernel/visibility.ts";
import { writeNote } from "../statuses/notes.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";
import type { Instance } from "./instance.ts";
import { findViewer } from "./viewer.ts";

export interface ActorSourceNeeds {
  readonly stores: Stores;
  readonly settings: Home;
  readonly instance: Pick<Instance, "figures" | "contact">;
}

/** Shows the protocol who lives here, and what they have said to whom. */
export function createActorSource(needs: ActorSourceNeeds): ActorSource {
  const { stores, instance } = needs;
  return {
    byUsername: async (username) => show(await stores.accounts.byHandle(username, undefined), needs),
    byUri: async (uri) => show(await findAccount(uri, needs), needs),
    async note(uri, reader) {
      const standing = await authorStanding(uri, needs);
      if (standing !== "here") return { standing };
      const status = await findStatus(uri, reader, needs);
      return status === undefined
        ? { standing: "unknown" }
        : { standing: "here", note: await writeNote(status, stores, needs.settings) };
    },
    async authorization(uri) {
      const authorization = await findAuthorization(uri, needs);
      return authorization === undefined ? { standing: "unknown" } : { standing: "here", authorization };
    },
    isKnown: async (uri) => (await stores.accounts.byUri(toUri(uri))) !== undefined,
    async usage() {
      const { users, activeMonth, activeHalfyear, localStatuses } = await instance.figures();
      return { users, activeMonth, activeHalfyear, localPosts: localStatuses };
    },
    async staff() {
      const contact = await instance.contact();
      return contact === undefined ? [] : [contact.uri];
    },
  };
}

/** Whether the one under whose address a post lies is here still: nothing is left of who is gone or put aside (F-046). */
async function authorStanding(
  uri: string,
  { stores }: ActorSourceNeeds,
): Promise<"here" | "suspended" | "gone"> {
  const author = await stores.accounts.byUri(toUri(uri.replace(/\/statuses\/.*$/, "")));
  if (author?.deletedAt !== undefined) return "gone";
  return author?.suspendedAt === undefined ? "here" : "suspended";
}

/** The permission to quote that a local author gave, as long as it holds and what is quoted is for everybody. */
async function findAuthorization(
  uri: string,
  { stores }: ActorSourceNeeds,
): Promise<Authorization | undefined> {
  const quotes = await stores.quotes.byStamp(uri);
  const quote = quotes.find(({ state }) => state === "accepted");
  if (quote?.quoted === undefined) return undefined;
  const [status, quoted] = await Promise.all([
    stores.statuses.byId(quote.status),
    stores.statuses.byId(quote.quoted),
  ]);
  const author = quoted && (await stores.accounts.byId(quoted.account));
  if (status === undefined || quoted === undefined || author === undefined) return undefined;
  if (!isLocal(author) || !isThere(author) || !canSee(quoted, undefined)) return undefined;
  return {
    type: "QuoteAuthorization",
    id: uri,
    attributedTo: author.uri,
    interactingObject: status.uri,
    interactionTarget: quoted.uri,
  };
}

/** By the actor's id, or by its page; the front page is the server's own. */
async function findAccount(
  uri: string,
  { stores, settings }: ActorSourceNeeds,
): Promise<Account | undefined> {
  const { origin } = settings;
  if (uri === origin || uri === `${origin}/`) return stores.accounts.byUri(instanceActorUri(settings));
  if (!uri.startsWith(`${origin}/@`)) return stores.accounts.byUri(toUri(uri));
  return stores.accounts.byHandle(uri.slice(origin.length + 2), undefined);
}

async function show(
  account: Account | undefined,
  { stores, settings }: ActorSourceNeeds,
): ReturnType<ActorSource["byUri"]> {
  if (account === undefined || !isLocal(account)) return { standing: "unknown" };
  if (account.deletedAt !== undefined) return { standing: "gone" };
  const keys = await stores.accounts.publicKeys(account.id);
  if (keys === undefined) return { standing: "unknown" };
  if (await isPending(account, stores)) return { standing: "unknown" };
  const standing = account.suspendedAt === undefined ? "here" : "suspended";
  return { standing, local: await localActor(account, keys, { stores, settings }) };
}

/** Whether its owner has not been let in yet, so that nobody knows of the account (F-047). */
async function isPending({ id }: Account, { users }: Stores): Promise<boolean> {
  const user = await users.byAccount(id);
  return user !== undefined && user.confirmedAt === undefined;
}

async function localActor(
  account: Account,
  keys: PublicKeys,
  { stores, settings }: Pick<ActorSourceNeeds, "stores" | "settings">,
): Promise<LocalActor> {
  const isServer = account.uri === instanceActorUri(settings);
  return {
    actor: toActor(account, { ...keys, emojis: await profileEmojis(account, stores) }, settings),
    handle: `${account.username}@${settings.domain}`,
    aliases: isServer ? [] : [account.url],
    profilePage: account.url,
  };
}

/**
 * A local status that the reader may see. What is hidden, and what was deleted, is as unknown as what
 * never was (S-086).
 */
async function findStatus(
  uri: string,
  reader: string | undefined,
  needs: ActorSourceNeeds,
): Promise<Status | undefined> {
  const { stores } = needs;
  const status = await byAddress(uri, needs);
  if (status === undefined || status.boostOf !== undefined) return undefined;
  const author = await stores.accounts.byId(status.account);
  if (author === undefined || !isLocal(author) || !isThere(author)) return undefined;
  return canSee(status, await findViewer(status, reader, stores)) ? status : undefined;
}

/** By the status's id, or by the page that shows it. */
async function byAddress(uri: string, { stores, settings }: ActorSourceNeeds): Promise<Status | undefined> {
  const page = `${settings.origin}/@`;
  if (!uri.startsWith(page)) return stores.statuses.byUri(toUri(uri));
  const [username = "", id = ""] = uri.slice(page.length).split("/");
  const author = await stores.accounts.byHandle(username, undefined);
  const [status] = /^\d{1,18}$/.test(id) ? await stores.statuses.byIds([toId<"status">(id)]) : [];
  return author !== undefined && status?.account === author.id ? status : undefined;
}
