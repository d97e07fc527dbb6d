import { followersDigest } from "@trunkline/activitypub";
import type { Federation, Members } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import type { FollowersClaim } from "../delivery/inbox.store.ts";
import { toUri } from "../kernel/id.ts";
import { isOurs, isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Storage, Stores } from "../stores.ts";
import type { FollowRules } from "./follows.ts";

export interface SynchroniseNeeds {
  readonly storage: Storage;
  readonly federation: Pick<Federation, "fetchMembers">;
  readonly rules: { readonly follows: FollowRules };
  readonly settings: Home;
}

/**
 * Another server says which of its actor's followers live here (FEP-8fcf). Where that differs from what we know, its
 * list is read: who is on it and waits for an answer has it; a follow that we know nothing of is taken back there; and
 * only where the list is what the digest was of (S-046) do those who are not on it cease to follow.
 *
 * A list that cannot be had changes nothing: there will be another word of it.
 */
export async function synchroniseFollowers(
  actor: string,
  claim: FollowersClaim,
  needs: SynchroniseNeeds,
): Promise<void> {
  const { stores } = needs.storage;
  const followed = await stores.accounts.byUri(toUri(actor));
  if (followed === undefined || isLocal(followed) || !isThere(followed)) return;
  if (claim.collection !== followed.endpoints.followers || !isSameOrigin(claim.url, actor)) return;
  const here = await localFollowers(followed, stores);
  if (followersDigest(here.map(({ uri }) => uri)) === claim.digest) return;
  const listed = await needs.federation.fetchMembers(claim.url, instanceActorUri(needs.settings));
  if (!listed.ok) return;
  await admit(followed, listed.value, needs);
  if (isWhole(listed.value, claim)) await dismiss({ followed, here, listed: listed.value }, needs);
}

const pageSize = 200;

async function localFollowers(followed: Account, { accounts, follows }: Stores): Promise<readonly Account[]> {
  const found: Account[] = [];
  for (let maxId: string | undefined; ;) {
    const rows = await follows.followers(followed.id, { limit: pageSize, maxId });
    found.push(...(await accounts.byIds(rows.map(({ item }) => item))).filter(isLocal));
    maxId = rows.at(-1)?.cursor;
    if (rows.length < pageSize) return found;
  }
}

function isWhole({ items, isComplete }: Members, { digest }: FollowersClaim): boolean {
  return isComplete && followersDigest(items) === digest;
}

/** Those on the list: a request of theirs is answered by that; one who never asked says so. */
async function admit(
  followed: Account,
  { items }: Members,
  { storage, rules, settings }: SynchroniseNeeds,
): Promise<void> {
  const { accounts, follows } = storage.stores;
  const ours = [...new Set(items)].filter((uri) => isOurs(uri, settings)).map((uri) => toUri<"actor">(uri));
  for (let start = 0; start < ours.length; start += pageSize) {
    const found = await accounts.byUris(ours.slice(start, start + pageSize));
    const listed = found.filter((account) => isLocal(account) && isThere(account));
    const relations = await follows.relations(
      followed.id,
      listed.map(({ id }) => id),
    );
    const follow = new Map(relations.map(({ of, in: theirs }) => [of, theirs]));
    for (const { id } of listed.filter(({ id: of }) => follow.get(of)?.state === "requested"))
      await rules.follows.receiveAccept(id, followed.id);
    const strangers = listed.filter(({ id }) => follow.get(id) === undefined);
    if (strangers.length > 0) await takeBack(strangers, followed, storage);
  }
}

/** Tells the other server that these do not follow, whatever it believes. */
function takeBack(strangers: readonly Account[], followed: Account, storage: Storage): Promise<void> {
  return storage.transact(async (work) => {
    for (const { id: follower, uri } of strangers) {
      const undone = { follower, followed: followed.id, uri: `${uri}#follows/${followed.id}` };
      work.record({ type: "follow.undone", ...undone });
    }
  });
}

async function dismiss(
  {
    followed,
    here,
    listed,
  }: { readonly followed: Account; readonly here: readonly Account[]; readonly listed: Members },
  { rules }: SynchroniseNeeds,
): Promise<void> {
  const stay = new Set<string>(listed.items);
  for (const { id, uri } of here) if (!stay.has(uri)) await rules.follows.receiveReject(id, followed.id);
}
