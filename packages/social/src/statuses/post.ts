import { existingAccount } from "../accounts/existing.ts";
import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { Here } from "../accounts/handle.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { permissionOf, silentPolicy } from "../interactions/policy.ts";
import { quotingVisibility, readQuoting, storeQuoting } from "../quotes/quote-post.ts";
import type { PollTerms } from "../polls/poll.ts";
import { pollTerms } from "../polls/terms.ts";
import type { Clock, Ids, Remote } from "../ports.ts";
import type { MediaNeeds } from "../media/media-needs.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import type { DraftLimits } from "./compose.ts";
import { claimKey } from "./claim-key.ts";
import { checkedDraft, compose, emojisOf } from "./compose.ts";
import { attachMedia, checkMedia } from "./attachments.ts";
import { findMentioned } from "./mentioned.ts";
import type { NewStatus, Revision, Status, Visibility } from "./status.ts";
import type { NewPost } from "./statuses.ts";
import { visibleStatus } from "./visible.ts";

export interface PostNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly remote: Remote;
  readonly settings: Here & { readonly limits: DraftLimits };
  /** For pictures that take the place of others in an edit. */
  readonly media?: MediaNeeds | undefined;
}

/** Posts a status, and resolves to the one that stands: the same for a request that is repeated with its key. */
export async function postStatus(viewer: AccountId, post: NewPost, needs: PostNeeds): Promise<StatusId> {
  const posting = await preparePost(viewer, post, needs);
  return needs.storage.transact((work) => addPost(work, posting, needs));
}

/** A post that only a transaction separates from being one. */
export interface Posting {
  readonly author: Account;
  readonly post: NewPost;
  readonly revision: Revision;
  readonly visibility: Visibility;
  readonly poll: PollTerms | undefined;
}

/** Does what must not be done in a transaction: looks for whom the post mentions, on other servers too. */
export async function preparePost(viewer: AccountId, post: NewPost, needs: PostNeeds): Promise<Posting> {
  const { stores } = needs.storage;
  const draft = checkedDraft(post, needs.settings.limits, post.quoted !== undefined);
  const author = await postingAccount(stores, viewer);
  const preferences = (await stores.users.byAccount(viewer))?.preferences;
  const mentioned = await findMentioned(draft.text, { ...needs, accounts: stores.accounts });
  const revision = compose({ ...draft, language: draft.language ?? preferences?.language }, viewer, {
    mentioned,
    emojis: await emojisOf(draft, stores),
    origin: needs.settings.origin,
  });
  const visibility = post.visibility ?? preferences?.visibility ?? "public";
  const poll = draft.poll && pollTerms(draft.poll, needs.clock.now());
  return { author, post, revision, visibility, poll };
}

/** Refuses what could not be posted, as posting it would. */
export async function checkPost(
  work: Work,
  viewer: AccountId,
  {
    post,
    clock,
    settings,
  }: Pick<PostNeeds, "clock" | "settings"> & { readonly post: Omit<NewPost, "idempotencyKey"> },
): Promise<void> {
  const { poll } = checkedDraft(post, settings.limits, post.quoted !== undefined);
  if (poll !== undefined) pollTerms(poll, clock.now());
  const author = await postingAccount(work, viewer);
  await checkMedia(work, { account: viewer, ids: post.media ?? [] });
  if (post.quoted !== undefined) await readQuoting(work, author, post.quoted);
  if (post.inReplyTo !== undefined) await visibleStatus(work, viewer, post.inReplyTo);
}

async function postingAccount(stores: Stores, viewer: AccountId): Promise<Account> {
  const author = await existingAccount(stores.accounts, viewer);
  if (!isLocal(author) || author.suspendedAt !== undefined) throw new Refusal("not-allowed");
  return author;
}

/** Stores a post, in the transaction of whoever brings it about. */
export async function addPost(work: Work, posting: Posting, needs: PostNeeds): Promise<StatusId> {
  const { author, post } = posting;
  const id = needs.ids.next<"status">();
  const claim = { author: author.id, key: post.idempotencyKey, kind: "status", makes: id } as const;
  const earlier = await claimKey(work, { ...claim, said: saidIn(post), at: needs.clock.now() });
  if (earlier !== undefined) return earlier;
  const quoting = post.quoted === undefined ? undefined : await readQuoting(work, author, post.quoted);
  const visibility = quoting ? quotingVisibility(quoting, posting.visibility) : posting.visibility;
  const parent =
    post.inReplyTo === undefined ? undefined : await visibleStatus(work, author.id, post.inReplyTo);
  const media = await attachMedia(work, { account: author.id, status: id, ids: post.media ?? [] });
  const revision = { ...posting.revision, media };
  await work.statuses.add(newStatus(id, { ...posting, revision, visibility, parent }, needs));
  if (quoting !== undefined) await storeQuoting(work, { id, author }, quoting);
  if (post.quotePolicy !== undefined) {
    await work.policies.put(id, { ...silentPolicy, quote: permissionOf(post.quotePolicy) });
  }
  if (posting.poll !== undefined) await work.polls.put(id, posting.poll);
  work.record({ type: "status.posted", status: id });
  return id;
}

function newStatus(
  id: StatusId,
  { author, post, revision, visibility, parent }: Posting & { readonly parent: Status | undefined },
  { clock, settings }: PostNeeds,
): NewStatus {
  const now = clock.now();
  return {
    ...revision,
    id,
    uri: toUri(`${author.uri}/statuses/${id}`),
    url: `${author.url}/${id}`,
    account: author.id,
    boostOf: undefined,
    visibility,
    inReplyTo: parent?.id,
    inReplyToAccount: parent?.account,
    inReplyToUri: undefined,
    conversation: parent?.conversation ?? newConversation(id, settings.origin),
    app: post.app,
    createdAt: now,
  };
}

/** Names a conversation by the address of the collection that shows it (FEP-7888). */
function newConversation(id: StatusId, origin: string): string {
  return `${origin}/contexts/${id}`;
}

/** What a request for a post says, for the comparison with another of the same key. */
function saidIn(post: NewPost): readonly unknown[] {
  const { text, spoilerText, sensitive, language, visibility, inReplyTo, poll, quoted, quotePolicy, media } =
    post;
  const said = [text, spoilerText, sensitive, language ?? null, visibility ?? null, inReplyTo ?? null];
  const rest = [poll, quoted, quotePolicy];
  const shown = media === undefined || media.length === 0 ? [] : [media];
  const isPlain = [...rest, ...shown].every((part) => part === undefined);
  return isPlain ? said : [...said, ...rest, ...shown];
}
