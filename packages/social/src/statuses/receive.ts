import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { AccountId, ObjectUri } from "../kernel/id.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import { pollDiffers, setPoll } from "../polls/change.ts";
import { arriveQuote } from "../quotes/arrive.ts";
import { removeStatus } from "./remove.ts";
import { readsTheSame, revisionOf, sameRevision } from "./revision.ts";
import type { NewStatus, Status } from "./status.ts";
import type { ArrivalExtras, ReceivedEdit, ReceivedTerms, StatusRules } from "./statuses.ts";

export interface StatusRulesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

export function createStatusRules({ storage, clock }: StatusRulesNeeds): StatusRules {
  const { transact } = storage;
  return {
    receive: (status, extras) => transact((work) => receiveStatus(work, { status, ...extras }, clock.now())),
    receiveEdit: (edit) => transact((work) => receiveEdit(work, edit, clock.now())),
    receiveTerms: (author, uri, terms) =>
      transact((work) => receiveTerms(work, { author, uri, terms }, clock.now())),
    receiveDelete: (author, uri) =>
      transact(async (work) => {
        const status = await work.statuses.byUri(uri);
        if (status === undefined) return bury(work, { author, uri, at: clock.now() });
        if (status.account !== author) return false;
        return removeStatus(work, status, clock.now());
      }),
  };
}

interface Arriving extends ArrivalExtras {
  readonly status: NewStatus;
}

async function receiveStatus(
  work: Work,
  { status, editedAt, poll, quote, policy }: Arriving,
  now: Date,
): Promise<Status | undefined> {
  const author = await work.accounts.byId(status.account);
  if (author === undefined || !isRemoteAndThere(author) || status.boostOf !== undefined) return undefined;
  // The store takes no address that is known, deleted or buried (S-030).
  const added = await work.statuses.add(
    await withParent(work, { ...status, createdAt: clamped(status.createdAt, now) }),
  );
  const stored = await work.statuses.byUri(status.uri);
  if (stored?.account !== status.account) return undefined;
  if (added) {
    await work.statuses.adopt(stored);
    if (poll !== undefined) await setPoll(work, stored.id, poll);
    if (quote !== undefined) await arriveQuote(work, stored, { incoming: quote, now });
    if (policy !== undefined) await work.policies.put(stored.id, policy);
    if (editedAt !== undefined && editedAt > stored.createdAt)
      await work.statuses.revise(stored.id, revisionOf(stored), clamped(editedAt, now));
    work.record({ type: "status.posted", status: stored.id });
  }
  return stored;
}

/** The parent may have come while this one was read. */
async function withParent(work: Work, status: NewStatus): Promise<NewStatus> {
  if (status.inReplyTo !== undefined || status.inReplyToUri === undefined) return status;
  const parent = await work.statuses.byUri(status.inReplyToUri);
  if (parent === undefined) return status;
  return {
    ...status,
    inReplyTo: parent.id,
    inReplyToAccount: parent.account,
    conversation: parent.conversation,
  };
}

async function receiveEdit(work: Work, edit: ReceivedEdit, now: Date): Promise<boolean> {
  const { author, uri, revision, updatedAt, poll, quote, policy } = edit;
  const status = await work.statuses.byUri(uri);
  if (status?.account !== author || status.boostOf !== undefined || updatedAt === undefined) return false;
  const at = clamped(updatedAt, now);
  if (at <= (status.editedAt ?? status.createdAt) || !(await work.statuses.hear(status.id, at))) return false;
  const asksAnew = await pollDiffers(work, status.id, poll?.terms);
  const [quoted] = await work.quotes.of([status.id]);
  const isSeen = asksAnew || quoted?.quotedUri !== quote?.target || !readsTheSame(status, revision);
  const isRevised =
    (isSeen || !sameRevision(status, revision)) &&
    (await work.statuses.revise(status.id, revision, isSeen ? at : undefined));
  await setPoll(work, status.id, poll);
  await arriveQuote(work, status, { incoming: quote, now });
  if (policy !== undefined) await work.policies.put(status.id, policy);
  if (!isRevised || !isSeen) return isRevised;
  const newlyMentioned = revision.mentions.filter((account) => !status.mentions.includes(account));
  work.record({ type: "status.edited", status: status.id, at: at.getTime(), newlyMentioned });
  return true;
}

interface Terms {
  readonly author: AccountId;
  readonly uri: ObjectUri;
  readonly terms: ReceivedTerms;
}

async function receiveTerms(work: Work, { author, uri, terms }: Terms, now: Date): Promise<void> {
  const status = await work.statuses.byUri(uri);
  if (status?.account !== author || status.boostOf !== undefined) return;
  const { quote, policy } = terms;
  const [stands] = await work.quotes.of([status.id]);
  if (quote !== undefined && stands?.quotedUri === quote.target) {
    await arriveQuote(work, status, { incoming: quote, now });
  }
  if (policy !== undefined) await work.policies.put(status.id, policy);
}

interface Burial {
  readonly author: AccountId;
  readonly uri: ObjectUri;
  readonly at: Date;
}

/** Only addresses of the author's own server: nobody can keep another's posts from coming. */
async function bury(work: Work, { author, uri, at }: Burial): Promise<false> {
  const account = await work.accounts.byId(author);
  const origin = account && !isLocal(account) ? URL.parse(account.uri)?.origin : undefined;
  if (origin !== undefined && URL.parse(uri)?.origin === origin) await work.statuses.bury(uri, at);
  return false;
}

/** Other servers' clocks may be fast, but nothing comes from far in the future (S-029). */
function clamped(at: Date, now: Date): Date {
  const latest = after(now, minutes(5));
  return at < latest ? at : latest;
}

function isRemoteAndThere(account: Account): boolean {
  return !isLocal(account) && isThere(account);
}
