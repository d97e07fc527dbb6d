import type { AccountId, NewAccount, NewStatus, StatusId } from "@trunkline/social";
import { toUri } from "@trunkline/social";

/** A person of here.example as a store takes it, with nothing in the profile. */
export function accountRow(
  username: string,
  { id, at }: { readonly id: AccountId; readonly at: Date },
): NewAccount {
  const uri = `https://here.example/users/${username}`;
  return {
    id,
    username,
    domain: undefined,
    uri: toUri(uri),
    url: uri,
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
      inbox: `${uri}/inbox`,
      sharedInbox: undefined,
      outbox: undefined,
      followers: undefined,
      following: undefined,
      featured: undefined,
    },
    createdAt: at,
    fetchedAt: undefined,
    suspendedAt: undefined,
    deletedAt: undefined,
  };
}

/** A public status of nobody else's concern as a store takes it. */
export function statusRow(
  account: AccountId,
  { id, at }: { readonly id: StatusId; readonly at: Date },
): NewStatus {
  return {
    id,
    uri: toUri(`https://here.example/statuses/${id}`),
    url: undefined,
    account,
    boostOf: undefined,
    text: "x",
    content: "x",
    spoilerText: "",
    sensitive: false,
    language: undefined,
    visibility: "public",
    inReplyTo: undefined,
    inReplyToAccount: undefined,
    inReplyToUri: undefined,
    conversation: "c",
    mentions: [],
    tags: [],
    emojis: [],
    media: [],
    app: undefined,
    createdAt: at,
  };
}
