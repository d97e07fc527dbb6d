import type { Collections, LocalCollection } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { toId, toUri } from "../kernel/id.ts";
import { canSee } from "../kernel/visibility.ts";
import type { Status } from "../statuses/status.ts";
import { accountCollections, isAccountCollection } from "./account-collections.activity.ts";
import type { AccountCollection } from "./account-collections.activity.ts";
import type { StatusCollection } from "./status-collections.activity.ts";
import type { CollectionsNeeds } from "./collections-needs.activity.ts";
import { contextOf, isStatusCollection, statusCollections } from "./status-collections.activity.ts";
import { findViewer } from "./viewer.ts";

type Found = Awaited<ReturnType<Collections["find"]>>;

const unknown: Found = { standing: "unknown" };

/** The collections of local accounts, of their posts, and of conversations that began here. */
export function createCollections(needs: CollectionsNeeds): Collections {
  const { origin } = needs.settings;
  return {
    async followersOn(actor, origin) {
      const owner = await needs.stores.accounts.byUri(toUri(actor));
      const isHere = owner !== undefined && isLocal(owner) && standingOf(owner) === undefined;
      return isHere ? needs.stores.follows.remoteFollowers(owner.id, origin) : [];
    },
    async find(address, reader) {
      const context = address.startsWith(`${origin}/contexts/`)
        ? address.slice(origin.length + 10)
        : undefined;
      if (context !== undefined) return findContext(context, needs);
      const [, of = "", name = ""] = /^(.*?)\/((?:collections\/)?[\w-]+)$/.exec(address) ?? [];
      if (isStatusCollection(name)) return ofStatus({ uri: of, name, reader }, needs);
      return isAccountCollection(name) ? ofAccount({ uri: of, name, reader }, needs) : unknown;
    },
  };
}

interface Question<Name> {
  readonly uri: string;
  readonly name: Name;
  readonly reader: string | undefined;
}

async function ofAccount(
  { uri, name, reader }: Question<AccountCollection>,
  needs: CollectionsNeeds,
): Promise<Found> {
  const owner = await needs.stores.accounts.byUri(toUri(uri));
  if (owner === undefined || !isLocal(owner)) return unknown;
  const standing = standingOf(owner);
  if (standing !== undefined) return standing;
  const collection = await accountCollections[name]({ owner, reader }, needs);
  return here(owner, collection);
}

async function ofStatus(
  { uri, name, reader }: Question<StatusCollection>,
  needs: CollectionsNeeds,
): Promise<Found> {
  const status = await needs.stores.statuses.byUri(toUri(uri));
  return withAuthor(status, needs, async (author) =>
    status !== undefined && canSee(status, await findViewer(status, reader, needs.stores))
      ? here(author, statusCollections[name](status, needs))
      : unknown,
  );
}

/** Conversations are known by the post that began them; only what everybody may see began one. */
async function findContext(id: string, needs: CollectionsNeeds): Promise<Found> {
  const [root] = /^\d{1,18}$/.test(id) ? await needs.stores.statuses.byIds([toId<"status">(id)]) : [];
  return withAuthor(root, needs, async (author) =>
    root !== undefined && root.inReplyTo === undefined && canSee(root, undefined)
      ? here(author, contextOf(root, author, needs))
      : unknown,
  );
}

async function withAuthor(
  status: Status | undefined,
  { stores }: CollectionsNeeds,
  answer: (author: Account) => Promise<Found>,
): Promise<Found> {
  const author = status && (await stores.accounts.byId(status.account));
  if (author === undefined || !isLocal(author) || status?.boostOf !== undefined) return unknown;
  return standingOf(author) ?? answer(author);
}

/** What is answered in the place of whoever is gone, or suspended. */
function standingOf({ deletedAt, suspendedAt }: Account): Found | undefined {
  if (deletedAt !== undefined) return { standing: "gone" };
  return suspendedAt === undefined ? undefined : { standing: "suspended" };
}

function here({ uri }: Account, collection: Omit<LocalCollection, "owner">): Found {
  return { standing: "here", collection: { owner: uri, ...collection } };
}
