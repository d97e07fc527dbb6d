import type { NewAccount } from "../accounts/account.ts";
import type { AccountId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";

/** Somebody new here, with all addresses that belong to the name. */
export function newLocalAccount(
  username: string,
  { id, at, origin }: { readonly id: AccountId; readonly at: Date; readonly origin: string },
): NewAccount {
  const uri = `${origin}/users/${username}`;
  return {
    id,
    username,
    domain: undefined,
    uri: toUri(uri),
    url: `${origin}/@${username}`,
    kind: "person",
    displayName: "",
    note: "",
    fields: [],
    avatarUrl: undefined,
    headerUrl: undefined,
    locked: false,
    discoverable: true,
    indexable: false,
    hideCollections: false,
    endpoints: {
      inbox: `${uri}/inbox`,
      sharedInbox: `${origin}/inbox`,
      outbox: `${uri}/outbox`,
      followers: `${uri}/followers`,
      following: `${uri}/following`,
      featured: undefined,
    },
    createdAt: at,
    fetchedAt: undefined,
    suspendedAt: undefined,
    deletedAt: undefined,
  };
}
