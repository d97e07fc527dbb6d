import type { Create, Delete, Federation, Note, Update } from "@trunkline/activitypub";
import type { People } from "../accounts/people.activity.ts";
import { askFor } from "../backfill/ask.ts";
import { inlinedReplies } from "../backfill/run-errands.activity.ts";
import { bury } from "../delivery/burial.ts";
import { toUri } from "../kernel/id.ts";
import type { AccountId, ObjectUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days } from "../kernel/time.ts";
import { changeInstant, isOurs, isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import { fromQuestion, onVotes } from "../polls/poll.activity.ts";
import type { PollRules } from "../polls/polls.ts";
import { readEmojis } from "../emoji/emoji.activity.ts";
import type { EmojiRules } from "../emoji/emojis.ts";
import { fromPolicy } from "../interactions/policy.activity.ts";
import { fromQuote } from "../quotes/quote.activity.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { fromNote } from "./note.activity.ts";
import { readMentioned } from "./posts.activity.ts";
import type { Posts } from "./posts.activity.ts";
import type { Status } from "./status.ts";
import type { StatusRules } from "./statuses.ts";

export interface StatusReceiverNeeds {
  readonly federation: Pick<Federation, "fetchNote">;
  readonly people: People;
  readonly posts: Posts;
  readonly storage: Storage;
  readonly rules: {
    readonly emojis: EmojiRules;
    readonly polls: PollRules;
    readonly statuses: StatusRules;
  };
  readonly clock: Clock;
  readonly settings: Home;
}

/** An edit of a post older than this that we have never seen is of no interest. */
const unknownEditsFor = days(1);

/** A post from elsewhere. One that its sender may not speak for is dropped. */
export async function onCreate(
  create: Create,
  recipient: string | undefined,
  needs: StatusReceiverNeeds,
): Promise<void> {
  if (await onVotes(create.actor, notesOf(create), needs)) return;
  const note = await readObject(create, recipient, needs);
  if (note === undefined) return;
  const status = await needs.posts.keep(note, { isDelivered: true, recipient });
  if (status !== undefined) await askForReplies(note, needs);
}

/** How many of the replies that come along with a post are fetched. */
const maxReplies = 5;

/** Has the first replies fetched that a post brings along, as far as they are on its own server (F-125, S-045). */
async function askForReplies(note: Note, needs: StatusReceiverNeeds): Promise<void> {
  const own = inlinedReplies(note.replies).filter((uri) => isSameOrigin(uri, note.id));
  for (const subject of own.slice(0, maxReplies)) await askFor({ kind: "post", subject }, needs);
}

/** All notes that came whole: several are GoToSocial's votes of one voter (F-127). */
function notesOf({ object, more = [] }: Create): readonly Note[] {
  return typeof object === "string" ? more : [object, ...more];
}

/**
 * The note that an activity brings: one that carries its sender's name and stands on its sender's
 * server. One that is only named is fetched there.
 */
async function readObject(
  { actor, object, to, cc }: Create | Update,
  recipient: string | undefined,
  { federation }: StatusReceiverNeeds,
): Promise<Note | undefined> {
  const id = typeof object === "string" ? object : object.id;
  if (!isSameOrigin(id, actor)) return undefined;
  const note = typeof object === "string" ? await fetchNote(object, recipient, federation) : object;
  if (note === undefined || !("content" in note) || note.attributedTo !== actor) return undefined;
  const isUnaddressed = note.to.length === 0 && note.cc.length === 0;
  return isUnaddressed ? { ...note, to, cc } : note;
}

async function fetchNote(
  uri: string,
  as: string | undefined,
  federation: StatusReceiverNeeds["federation"],
): Promise<Note | undefined> {
  const fetched = await federation.fetchNote(uri, as);
  if (fetched.ok) return fetched.value;
  if (fetched.reason === "unreachable") throw new Refusal("unreachable", `${uri} cannot be fetched now.`);
  return undefined;
}

/**
 * A new state of a post from elsewhere, by its author alone. One that is older than what stands changes nothing;
 * one without a time, or with the time of what stands, can only tell how its poll stands, and what may be done with it.
 */
export async function onUpdateNote(
  update: Update,
  recipient: string | undefined,
  needs: StatusReceiverNeeds,
): Promise<void> {
  const note = await readObject(update, recipient, needs);
  if (note === undefined) return;
  const known = await needs.storage.stores.statuses.byUri(toUri(note.id));
  await (known === undefined ? keepEdited(note, recipient, needs) : revisePost(note, known, needs));
}

/**
 * Asks another server how a post of its stands now, and takes that over as if it had been sent. Nothing happens
 * when the server does not answer, or has no such post any more.
 */
export async function refreshPost(uri: ObjectUri, needs: StatusReceiverNeeds): Promise<void> {
  const known = await needs.storage.stores.statuses.byUri(uri);
  if (known === undefined || isOurs(uri, needs.settings)) return;
  const fetched = await needs.federation.fetchNote(uri);
  if (fetched.ok && fetched.value.id === uri) await revisePost(fetched.value, known, needs);
  if (!fetched.ok && fetched.reason === "gone") await needs.rules.statuses.receiveDelete(known.account, uri);
}

async function revisePost(note: Note, known: Status, needs: StatusReceiverNeeds): Promise<void> {
  const author = await needs.storage.stores.accounts.byId(known.account);
  const updatedAt = changeInstant(note.updated, needs.clock.now());
  if (author?.uri !== note.attributedTo) return;
  const poll = fromQuestion(note, needs.clock.now());
  const quote = fromQuote(note, 0);
  const policy = fromPolicy(note.interactionPolicy, author);
  const last = known.editedAt ?? known.createdAt;
  if (updatedAt === undefined || updatedAt.getTime() === last.getTime()) {
    // Nothing that is read has changed; but figures and permissions have no time of their own (F-138).
    if (poll?.tally !== undefined) await needs.rules.polls.receiveTally(author.id, known.id, poll.tally);
    await needs.rules.statuses.receiveTerms(author.id, known.uri, { quote, policy });
    return;
  }
  if (updatedAt < last) return;
  const emojis = readEmojis(note.tags, { now: needs.clock.now(), home: needs.settings });
  await needs.rules.emojis.receive(author.id, emojis);
  const mentions = await revisedMentions(note, known, needs);
  const revision = { ...fromNote(note, needs.settings), text: undefined, mentions };
  await needs.rules.statuses.receiveEdit({
    author: author.id,
    uri: known.uri,
    revision,
    updatedAt,
    poll,
    quote,
    policy,
  });
}

/** An edit that has overtaken its post brings the post. */
async function keepEdited(
  note: Note,
  recipient: string | undefined,
  needs: StatusReceiverNeeds,
): Promise<void> {
  const oldest = after(needs.clock.now(), -unknownEditsFor);
  if (note.published !== undefined && note.published < oldest) return;
  await needs.posts.keep(note, { isDelivered: true, recipient });
}

/** Whoever could see what is not for everybody can see it still, and nobody else ever will (S-040). */
async function revisedMentions(
  note: Note,
  { visibility, mentions }: Status,
  needs: StatusReceiverNeeds,
): Promise<readonly AccountId[]> {
  if (visibility === "private" || visibility === "direct") return mentions;
  return readMentioned({ note, visibility, recipient: undefined }, needs);
}

/**
 * A post from elsewhere, or a boost, is gone. One that has not come yet is remembered where its
 * address is of the sender's server, and will not be let in.
 */
export async function onDeleteObject(
  { actor, object }: Pick<Delete, "actor" | "object">,
  { storage, rules, clock }: Pick<StatusReceiverNeeds, "storage" | "rules" | "clock">,
): Promise<void> {
  const author = await storage.stores.accounts.byUri(toUri(actor));
  if (author === undefined) await bury(object, actor, { storage, clock });
  else await rules.statuses.receiveDelete(author.id, toUri(object));
}
