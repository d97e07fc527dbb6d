import type { Note } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { toUri } from "../kernel/id.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Stores } from "../stores.ts";
import type { Visibility } from "./status.ts";

/** A post that somebody has sent us. */
export interface Arrival {
  readonly note: Note;
  /** `undefined` while nobody here knows who it is, and so nobody follows them. */
  readonly author: Account | undefined;
  readonly visibility: Visibility;
  /** The actor whose personal inbox it came to. */
  readonly recipient: string | undefined;
}

/**
 * Whether a post that was sent to us is anybody's business here: its author is followed from here, it
 * is addressed to somebody here, or it answers what is read here. A request to follow that still
 * waits is no follow.
 */
export async function isRelevant(arrival: Arrival, stores: Stores, home: Home): Promise<boolean> {
  const { author, visibility, note } = arrival;
  if ((await addressedHere(arrival, stores, home)).length > 0) return true;
  if (visibility === "direct") return false;
  if (author !== undefined && (await stores.follows.hasLocalFollower(author.id))) return true;
  return visibility !== "private" && answersWhatIsReadHere(note, stores);
}

/**
 * The people of this server to whom a post is addressed. One that is for nobody but its addressees
 * counts its way into a personal inbox as an address: a hidden addressee looks like that.
 */
export async function addressedHere(
  { note, visibility, recipient }: Omit<Arrival, "author">,
  stores: Pick<Stores, "accounts">,
  home: Home,
): Promise<readonly Account[]> {
  const hidden = visibility === "direct" && recipient !== undefined ? [recipient] : [];
  const uris = [...note.to, ...note.cc, ...hidden].filter((uri) => isOurs(uri, home));
  if (uris.length === 0) return [];
  const accounts = await stores.accounts.byUris(uris.map((uri) => toUri<"actor">(uri)));
  return accounts.filter((account) => isLocal(account) && isThere(account));
}

async function answersWhatIsReadHere(
  { inReplyTo }: Note,
  { accounts, follows, statuses }: Stores,
): Promise<boolean> {
  const parent = inReplyTo === undefined ? undefined : await statuses.byUri(toUri(inReplyTo));
  if (parent === undefined) return false;
  const author = await accounts.byId(parent.account);
  return author !== undefined && (isLocal(author) || follows.hasLocalFollower(author.id));
}
