import { PUBLIC } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { addressed, send } from "../delivery/delivery.activity.ts";
import type { FollowUp, Readers } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Work } from "../stores.ts";
import { createOf } from "./note.activity.ts";
import { writeNote } from "./notes.activity.ts";
import type { Status } from "./status.ts";

/** Sends a new post to whom it is for. One that was deleted meanwhile goes nowhere. */
export async function sendPost({ status: id }: EventOf<"status.posted">, context: FollowUp): Promise<void> {
  const own = await readOwn(id, context.work);
  if (own === undefined || own.status.deletedAt !== undefined) return;
  const object = await writeNote(own.status, context.work, context.settings);
  const whom = await addressed(id, await audience(own, context.work), context.work);
  const synchronises = own.status.visibility === "private";
  await send({ activity: createOf(object), sender: own.author, synchronises, ...whom }, context);
}

/** Sends the present state of a post to whoever has it, or has done something with it. */
export async function sendEdit(event: EventOf<"status.edited">, context: FollowUp): Promise<void> {
  await sendState(
    { status: event.status, name: String(event.at), at: new Date(event.at), alsoTo: [] },
    context,
  );
}

/** Sends a post anew when something else may be done with it from now on. */
export async function sendPermitted(
  { status, at }: EventOf<"status.permitted">,
  context: FollowUp,
): Promise<void> {
  await sendState({ status, name: `${at}/policy`, at: new Date(at), alsoTo: [] }, context);
}

/** How a post of this server stands now. */
export interface State {
  readonly status: StatusId;
  /** Tells it from the other states of the post that were sent. */
  readonly name: string;
  readonly at: Date;
  /** Who is told besides those who have the post, or have done something with it. */
  readonly alsoTo: readonly Account[];
}

/** Sends the present state of a post, whatever it is that changed. One that is gone goes nowhere. */
export async function sendState({ status, name, at, alsoTo }: State, context: FollowUp): Promise<void> {
  const own = await readOwn(status, context.work);
  if (own === undefined || own.status.deletedAt !== undefined) return;
  const object = await writeNote(own.status, context.work, context.settings);
  const { to, cc, attributedTo: actor } = object;
  const id = `${object.id}#updates/${name}`;
  const activity = { type: "Update", id, actor, to, cc, published: at, object } as const;
  const interested = isForAnybody(own.status) ? await interactors(own.status.id, context.work) : [];
  const { accounts, followersOf } = await audience(own, context.work);
  const readers = { accounts: [...accounts, ...interested, ...alsoTo], followersOf };
  const whom = await addressed(own.status.id, readers, context.work);
  const synchronises = own.status.visibility === "private";
  await send({ activity, sender: own.author, synchronises, ...whom }, context);
}

/** Tells whoever may have a post that it is gone. */
export async function sendDelete(
  { status: id }: EventOf<"status.deleted">,
  context: FollowUp,
): Promise<void> {
  const own = await readOwn(id, context.work);
  if (own === undefined) return;
  const { uri } = own.status;
  const sender = own.author;
  // What is for few is for nobody to show around: addressed to nobody, it goes out without a signature of its own.
  const to = isForAnybody(own.status) ? [PUBLIC] : [];
  const address = { actor: sender.uri, to, cc: [], published: undefined };
  const activity = { type: "Delete", id: `${uri}#delete`, ...address, object: uri } as const;
  const { accounts, followersOf } = await audience(own, context.work);
  const readers = { accounts: [...accounts, ...(await interactors(id, context.work))], followersOf };
  const { inboxes } = await addressed(id, readers, context.work);
  await send({ activity, sender, inboxes, relays: own.status.visibility === "public" }, context);
}

interface Own {
  readonly status: Status;
  readonly author: Account;
}

async function readOwn(id: StatusId, { accounts, statuses }: Work): Promise<Own | undefined> {
  const status = await statuses.withDeleted(id);
  const author = status && (await accounts.byId(status.account));
  if (status === undefined || author === undefined) return undefined;
  return isLocal(author) && status.boostOf === undefined ? { status, author } : undefined;
}

function isForAnybody({ visibility }: Status): boolean {
  return visibility === "public" || visibility === "unlisted";
}

/**
 * Followers and whoever is mentioned; of what anybody may see, also whom it answers, and the followers
 * of whom it answers, where that is somebody here. Whom it quotes has it as well, without being addressed.
 */
async function audience(own: Own, work: Work): Promise<Readers> {
  const { accounts, followersOf } = await readersOf(own.status, own.author, work);
  const [quote] = await work.quotes.of([own.status.id]);
  const quoted = quote?.quotedAccount === undefined ? [] : await work.accounts.byIds([quote.quotedAccount]);
  return { accounts: [...accounts, ...quoted], followersOf };
}

/** The same, without whom it quotes. */
export async function readersOf(status: Status, author: Account, work: Work): Promise<Readers> {
  const mentioned = await work.accounts.byIds(status.mentions);
  if (status.visibility === "direct") return { accounts: mentioned, followersOf: [] };
  const own = { accounts: mentioned, followersOf: [author.id] };
  if (!isForAnybody(status) || status.inReplyToAccount === undefined) return own;
  const { accounts, followersOf } = await answered(status.inReplyToAccount, status, work);
  return { accounts: [...mentioned, ...accounts], followersOf: [author.id, ...followersOf] };
}

async function answered(id: AccountId, { inReplyTo }: Status, work: Work): Promise<Readers> {
  const account = await work.accounts.byId(id);
  if (account === undefined) return { accounts: [], followersOf: [] };
  if (!isLocal(account)) return { accounts: [account], followersOf: [] };
  const parent = inReplyTo === undefined ? undefined : await work.statuses.byId(inReplyTo);
  return { accounts: [], followersOf: parent !== undefined && isForAnybody(parent) ? [id] : [] };
}

/** How many of those who did something with a post are told of its edit or end. */
const maxInteractors = 1000;

async function interactors(
  id: StatusId,
  { accounts, boosts, favourites, quotes, statuses }: Work,
): Promise<readonly Account[]> {
  const page = { limit: maxInteractors };
  const rows = [...(await favourites.by(id, page)), ...(await boosts.by(id, page))];
  const quoting = await statuses.byIds((await quotes.quoting(id, page)).map(({ item }) => item));
  return accounts.byIds([...rows.map(({ item }) => item), ...quoting.map(({ account }) => account)]);
}
