import type { ActorSource, LocalActor } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { toActor } from "../accounts/accounts.activity.ts";
import { isThere } from "../accounts/existing.ts";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import { isKeptOut } from "../blocks/unwanted.ts";
import { toUri } from "../kernel/id.ts";
import type { Home } from "../kernel/untrusted.ts";
import { canSee } from "../kernel/visibility.ts";
import type { Viewer } from "../kernel/visibility.ts";
import { writeNote } from "../statuses/notes.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";
import type { InstanceFigures } from "./instance.ts";

export interface ActorSourceNeeds {
  readonly stores: Stores;
  readonly settings: Home;
  readonly figures: () => Promise<InstanceFigures>;
}

/** Shows the protocol who lives here, and what they have said to whom. */
export function createActorSource(needs: ActorSourceNeeds): ActorSource {
  const { stores, figures } = needs;
  return {
    byUsername: async (username) => show(await stores.accounts.byHandle(username, undefined), needs),
    byUri: async (uri) => show(await findAccount(uri, needs), needs),
    async note(uri, reader) {
      const status = await findStatus(uri, reader, needs);
      return status === undefined
        ? { standing: "unknown" }
        : { standing: "here", note: await writeNote(status, stores, needs.settings) };
    },
    isKnown: async (uri) => (await stores.accounts.byUri(toUri(uri))) !== undefined,
    async usage() {
      const { users, activeMonth, activeHalfyear, localStatuses } = await figures();
      return { users, activeMonth, activeHalfyear, localPosts: localStatuses };
    },
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
  const publicPem = await stores.accounts.publicKey(account.id);
  if (publicPem === undefined) return { standing: "unknown" };
  return { standing: "here", local: localActor(account, publicPem, settings) };
}

function localActor(account: Account, publicPem: string, settings: Home): LocalActor {
  const isServer = account.uri === instanceActorUri(settings);
  return {
    actor: toActor(account, publicPem, settings),
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
  { stores }: ActorSourceNeeds,
): Promise<Status | undefined> {
  const status = await stores.statuses.byUri(toUri(uri));
  if (status === undefined || status.boostOf !== undefined) return undefined;
  const author = await stores.accounts.byId(status.account);
  if (author === undefined || !isLocal(author) || !isThere(author)) return undefined;
  return canSee(status, await findViewer(status, reader, stores)) ? status : undefined;
}

async function findViewer(
  { account }: Status,
  reader: string | undefined,
  stores: Stores,
): Promise<Viewer | undefined> {
  const viewer = reader === undefined ? undefined : await stores.accounts.byUri(toUri(reader));
  if (viewer === undefined || !isThere(viewer)) return undefined;
  const [follow, isBlocked] = await Promise.all([
    stores.follows.between(viewer.id, account),
    isKeptOut(stores, viewer.id, account),
  ]);
  return { id: viewer.id, follows: follow?.state === "accepted", isBlocked };
}
