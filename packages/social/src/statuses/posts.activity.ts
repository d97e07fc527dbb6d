import { askFor } from "../backfill/ask.ts";
import { visibilityOf } from "@trunkline/activitypub";
import type { Federation, Note } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { People } from "../accounts/people.activity.ts";
import { toUri } from "../kernel/id.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { changeInstant, isOurs, isSameOrigin, pastInstant, webUrl } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import { fromQuestion } from "../polls/poll.activity.ts";
import { readEmojis } from "../emoji/emoji.activity.ts";
import type { EmojiRules } from "../emoji/emojis.ts";
import { fromPolicy } from "../interactions/policy.activity.ts";
import { fromQuote } from "../quotes/quote.activity.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { fromNote, readMentions } from "./note.activity.ts";
import { addressedHere, isRelevant } from "./relevance.activity.ts";
import type { NewStatus, Status, Visibility } from "./status.ts";
import type { StatusRules } from "./statuses.ts";

export interface PostsNeeds {
  readonly federation: Pick<Federation, "fetchNote">;
  readonly people: People;
  readonly storage: Storage;
  readonly rules: { readonly emojis: EmojiRules; readonly statuses: StatusRules };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Home;
  /** Whether what comes in was passed on by a relay of ours: then what is for everybody is of interest. */
  readonly isRelayed?: boolean;
}

/** How a post has come here. */
export interface Way {
  /** Sent by its author, rather than asked for by us. Only what is sent has to be of interest here. */
  readonly isDelivered: boolean;
  /** The actor whose personal inbox it came to. */
  readonly recipient: string | undefined;
  /** How many quotes away it is from what was sent or asked for. Left out: none. */
  readonly nesting?: number;
}

/** What has been said, here and elsewhere. */
export interface Posts {
  /**
   * The status at an address, fetched when it is not known, in the name of a local actor where one is
   * given. Resolves to `undefined` when it cannot be had, and refuses with `unreachable` when that may
   * be different later.
   */
  byUri(uri: string, as?: string, nesting?: number): Promise<Status | undefined>;
  /** Keeps a note whose origin is proved, unless it is known or was deleted, and resolves to its status. */
  keep(note: Note, way: Way): Promise<Status | undefined>;
}

/**
 * How many parents of a new post are fetched, one after the other, and how many people whom it mentions. Each
 * of either may be on another server: together they keep what one post can make us ask within S-063.
 */
const maxAncestors = 6;
const maxNewMentions = 5;

export function createPosts(needs: PostsNeeds): Posts {
  return {
    byUri: (uri, as, nesting = 0) => find(uri, { as, depth: 0, nesting }, needs),
    keep: (note, way) => keep(note, { ...way, depth: 0 }, needs),
  };
}

interface Search {
  readonly as: string | undefined;
  readonly depth: number;
  readonly nesting: number;
}

async function find(
  uri: string,
  { as, depth, nesting }: Search,
  needs: PostsNeeds,
): Promise<Status | undefined> {
  const { statuses } = needs.storage.stores;
  const known = await statuses.byUri(toUri(uri));
  if (known !== undefined || isOurs(uri, needs.settings)) return known;
  if (await statuses.isBuried(toUri(uri))) return undefined;
  const fetched = await needs.federation.fetchNote(uri, as);
  if (fetched.ok)
    return keep(fetched.value, { isDelivered: false, recipient: undefined, depth, nesting }, needs);
  if (fetched.reason === "unreachable") throw new Refusal("unreachable", `${uri} cannot be fetched now.`);
  return undefined;
}

async function keep(
  note: Note,
  way: Way & { readonly depth: number },
  needs: PostsNeeds,
): Promise<Status | undefined> {
  const { stores } = needs.storage;
  const uri = toUri<"object">(note.id);
  const known = await stores.statuses.byUri(uri);
  if (known !== undefined || (await stores.statuses.isBuried(uri))) return known;
  if (isOurs(note.id, needs.settings) || !isSameOrigin(note.id, note.attributedTo)) return undefined;
  const author = await readAuthor(note, way, needs);
  if (author === undefined) return undefined;
  const { recipient } = way;
  const visibility = visibilityOf(note, author.endpoints.followers);
  // A parent is kept as it is: whom it mentions, and nobody knows here, is not fetched for it.
  const mentions = await readMentioned({ note, visibility, recipient }, needs, way.depth > 0 ? 0 : undefined);
  const parent = await readParent(note, needs);
  const now = needs.clock.now();
  await needs.rules.emojis.receive(author.id, readEmojis(note.tags, { now, home: needs.settings }));
  const status = newStatus({ note, author, visibility, mentions, parent }, needs);
  // An older state of it that comes later stays out.
  const kept = await needs.rules.statuses.receive(status, {
    editedAt: changeInstant(note.updated, needs.clock.now()),
    poll: fromQuestion(note, needs.clock.now()),
    quote: fromQuote(note, way.nesting ?? 0),
    policy: fromPolicy(note.interactionPolicy, author),
  });
  if (status.inReplyToUri !== undefined) await fetchParent(status.inReplyToUri, way.depth, needs);
  return kept && stores.statuses.byUri(uri);
}

/**
 * The author of a note, where it may be kept. Nobody is fetched, and nobody kept, for what is none of our
 * business (S-041).
 */
async function readAuthor(
  note: Note,
  { isDelivered, recipient }: Way,
  { people, storage, settings, isRelayed = false }: PostsNeeds,
): Promise<Account | undefined> {
  const { stores } = storage;
  const isWanted = async (author: Account | undefined): Promise<boolean> => {
    const visibility = visibilityOf(note, author?.endpoints.followers);
    const isForAnybody = visibility === "public" || visibility === "unlisted";
    if (!isDelivered || (isRelayed && isForAnybody)) return true;
    return isRelevant({ note, author, visibility, recipient }, stores, settings);
  };
  const known = await stores.accounts.byUri(toUri(note.attributedTo));
  if (known === undefined && !(await isWanted(undefined))) return undefined;
  const author = await people.byUri(note.attributedTo);
  if (author === undefined || isLocal(author) || !isThere(author)) return undefined;
  return (await isWanted(author)) ? author : undefined;
}

function newStatus(
  {
    note,
    author,
    visibility,
    mentions,
    parent,
  }: {
    readonly note: Note;
    readonly author: Account;
    readonly visibility: Visibility;
    readonly mentions: readonly AccountId[];
    readonly parent: Status | undefined;
  },
  { clock, ids, settings }: PostsNeeds,
): NewStatus {
  const createdAt = pastInstant(note.published, clock.now());
  const isWaiting = note.inReplyTo !== undefined && parent === undefined;
  return {
    ...fromNote(note, settings),
    id: ids.next(createdAt),
    uri: toUri(note.id),
    url: webUrl(note.url, settings) ?? note.id,
    account: author.id,
    boostOf: undefined,
    text: undefined,
    visibility,
    inReplyTo: parent?.id,
    inReplyToAccount: parent?.account,
    inReplyToUri: isWaiting && note.inReplyTo !== undefined ? toUri(note.inReplyTo) : undefined,
    conversation: parent?.conversation ?? note.conversation ?? note.id,
    mentions,
    app: undefined,
    createdAt,
  };
}

/**
 * Whom a post speaks to. Somebody here whom it names without addressing them is not told. Of what is
 * not for everybody, those it is addressed to without being named must still see it.
 */
export async function readMentioned(
  arrival: { readonly note: Note; readonly visibility: Visibility; readonly recipient: string | undefined },
  { people, storage, settings }: Pick<PostsNeeds, "people" | "storage" | "settings">,
  maxNew: number = maxNewMentions,
): Promise<readonly AccountId[]> {
  const { note, visibility } = arrival;
  const named = await people.byUris(readMentions(note), maxNew);
  const addressed = await addressedHere(arrival, storage.stores, settings);
  const here = new Set(addressed.map(({ id }) => id));
  const mentioned = named.filter((account) => !isLocal(account) || here.has(account.id)).map(({ id }) => id);
  const isForAnybody = visibility === "public" || visibility === "unlisted";
  return [...new Set([...mentioned, ...(isForAnybody ? [] : here)])];
}

async function readParent({ inReplyTo }: Note, { storage }: PostsNeeds): Promise<Status | undefined> {
  return inReplyTo === undefined ? undefined : storage.stores.statuses.byUri(toUri(inReplyTo));
}

/** Completes the thread upwards, as far as the other servers answer. The reply stands without. */
async function fetchParent(uri: string, depth: number, needs: PostsNeeds): Promise<void> {
  if (depth >= maxAncestors) return;
  try {
    await find(uri, { as: undefined, depth: depth + 1, nesting: 0 }, needs);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "unreachable") throw error;
    await askFor({ kind: "post", subject: uri }, needs);
  }
}
