import type { Create, Note } from "@trunkline/activitypub";
import type { AccountId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import type { NotificationType } from "../notifications/notifications.store.ts";
import type { Status } from "../statuses/status.ts";
import { createBorder, from } from "./border.activity.ts";
import type { Border } from "./border.activity.ts";

export const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
export const bob = "https://there.example/users/bob";
export const eve = "https://there.example/users/eve";
export const ana = "https://here.example/users/ana";
/** The note that the tests are about. */
export const uri = "https://there.example/notes/1";

export function create(note: Note, name = "create"): Create {
  return { ...from(note.attributedTo, name), type: "Create", object: note };
}

/** Ana lives here and, unless it is said otherwise, follows Bob, who lives elsewhere. */
export async function neighbours({ isFollowed = true }: { readonly isFollowed?: boolean } = {}): Promise<{
  readonly border: Border;
  readonly anaId: AccountId;
  readonly bobId: AccountId;
}> {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  await border.neighbour("eve");
  if (isFollowed) {
    await border.social.follows.follow(anaId, bobId, {});
    await border.rules.follows.receiveAccept(anaId, bobId);
  }
  await border.settle();
  border.letters();
  return { border, anaId, bobId };
}

export function find(border: Border, address: string = uri): Promise<Status | undefined> {
  return border.storage.stores.statuses.byUri(toUri(address));
}

/** What a reader was told of, once all that has happened is followed up. */
export async function told(border: Border, reader: AccountId): Promise<readonly NotificationType[]> {
  await border.settle();
  const everything = { types: undefined, excludeTypes: [], from: undefined };
  const list = await border.social.notifications.list(reader, everything, { limit: 10 });
  return list.items.map(({ notification }) => notification.type);
}
