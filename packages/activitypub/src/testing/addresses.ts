import type { Href } from "../objects/reference.ts";
import type { Habits } from "./habits.ts";

/** Where the parts of a simulated account are. */
export interface Addresses {
  readonly id: Href;
  readonly inbox: Href;
  readonly sharedInbox: Href | undefined;
  readonly outbox: Href;
  readonly followers: Href;
  readonly page: Href;
  readonly keyId: Href;
  /** The address of something of theirs that has a number. */
  readonly thing: (kind: string, number: number) => Href;
}

/** Makes an account's addresses in the way of its server. */
export function addressesOf(origin: string, username: string, habits: Habits): Addresses {
  const id = actorAddress(origin, username, habits);
  const base = habits.addresses === "query" ? `${origin}/api/actors/${username}` : id.replace(/\/$/, "");
  return {
    id,
    inbox: `${base}/inbox`,
    sharedInbox: habits.hasSharedInbox ? `${origin}/inbox` : undefined,
    outbox: `${base}/outbox`,
    followers: `${base}/followers`,
    page: `${origin}/@${username}`,
    keyId: habits.keyPlace === "document" ? `${base}/main-key` : `${id}#main-key`,
    thing: (kind, number) => {
      if (habits.addresses === "query") return `${origin}/?${kind}=${number}&by=${username}`;
      return `${base}/${kind}/${number}${habits.addresses === "slash" ? "/" : ""}`;
    },
  };
}

function actorAddress(origin: string, username: string, { addresses, actorType }: Habits): Href {
  if (addresses === "query") return `${origin}/?author=${username}`;
  const path = actorType === "Group" ? `c/${username}` : `users/${username}`;
  return `${origin}/${path}${addresses === "slash" ? "/" : ""}`;
}
