import type { Federation } from "@trunkline/activitypub";
import type { People } from "../accounts/people.activity.ts";
import { toUri } from "../kernel/id.ts";
import type { ObjectUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Remote } from "../ports.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import type { Stores } from "../stores.ts";

export interface RemoteNeeds {
  readonly federation: Pick<Federation, "lookup">;
  readonly people: People;
  readonly posts: Posts;
  readonly stores: Stores;
  readonly settings: Home;
  /** Asks for a post anew, as far as its server answers. */
  readonly refresh: (uri: ObjectUri) => Promise<void>;
}

type Found = Awaited<ReturnType<Remote["any"]>>;

/** Finds people and posts of other servers for people here. What does not answer now is not found. */
export function createRemote(needs: RemoteNeeds): Remote {
  const { federation, people, posts, stores, settings, refresh } = needs;
  return {
    account: (uri) => orNothing(async () => (await people.byUri(uri))?.id),
    handle: (username, domain) => orNothing(async () => (await people.byHandle(username, domain))?.id),
    refresh,
    any: (uri) =>
      orNothing(async () => {
        const known = await findKnown(uri, stores);
        if (known !== undefined || isOurs(uri, settings)) return known;
        const found = await federation.lookup(uri);
        if (!found.ok) return undefined;
        if ("preferredUsername" in found.value) return asAccount((await people.byUri(found.value.id))?.id);
        const status = await posts.keep(found.value, { isDelivered: false, recipient: undefined });
        return status && { status: status.id };
      }),
  };
}

async function findKnown(uri: string, { accounts, statuses }: Stores): Promise<Found> {
  const account = await accounts.byUri(toUri(uri));
  if (account !== undefined) return { account: account.id };
  const status = await statuses.byUri(toUri(uri));
  return status && { status: status.id };
}

function asAccount(account: Awaited<ReturnType<Remote["account"]>>): Found {
  return account && { account };
}

async function orNothing<Result>(find: () => Promise<Result | undefined>): Promise<Result | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Refusal && error.code === "unreachable") return undefined;
    throw error;
  }
}
