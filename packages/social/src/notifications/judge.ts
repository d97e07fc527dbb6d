import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { existingAccounts, isThere } from "../accounts/existing.ts";
import type { Relation } from "../follows/follows.store.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Status } from "../statuses/status.ts";
import type { Work } from "../stores.ts";
import type { News, Notifying, Recipient } from "./news.ts";
import { receptionOf, sortsOf, usualPolicy } from "./policy.ts";
import type { Reception } from "./policy.ts";

/** Somebody who is to be told, and how. */
export interface Hearer extends Recipient {
  readonly reception: Exclude<Reception, "drop">;
  /** What whoever it is from is to them; `undefined` for what one did oneself. */
  readonly relation: Relation | undefined;
}

/**
 * Those among the recipients who live here and want to hear of whoever it is from, with what their policies say: asked
 * by a few statements, however many they are.
 */
export async function hearersOf(
  recipients: readonly Recipient[],
  news: News,
  context: Notifying,
): Promise<readonly Hearer[]> {
  const { work } = context;
  const all = [...new Set(recipients.map(({ reader }) => reader))];
  const here = new Set((await existingAccounts(work.accounts, all)).filter(isLocal).map(({ id }) => id));
  const own = recipients.filter(({ reader }) => reader === news.from && here.has(reader));
  const others = recipients.filter(({ reader }) => reader !== news.from && here.has(reader));
  const selves = own.map((each): Hearer => ({ ...each, reception: "accept", relation: undefined }));
  if (others.length === 0) return selves;
  const source = await work.accounts.byId(news.from);
  if (source === undefined || !isThere(source)) return selves;
  const ears = await earsOf([...new Set(others.map(({ reader }) => reader))], source, context);
  const unasked = await unaskedOf(others, news, context);
  const judged = others
    .filter(({ reader }) => !ears.deaf.has(reader))
    .flatMap((each): readonly Hearer[] => {
      const relation = ears.relations.get(each.reader);
      const reception = receive({ recipient: each, source, relation }, { news, ears, unasked, context });
      return reception === "drop" ? [] : [{ ...each, reception, relation }];
    });
  return [...selves, ...judged];
}

/** What many readers have said of one sender. */
interface Ears {
  /** Those who have blocked them or are, and who have muted them with all news (S-050). */
  readonly deaf: ReadonlySet<AccountId>;
  readonly relations: ReadonlyMap<AccountId, Relation>;
  readonly policies: Awaited<ReturnType<Work["notificationPolicies"]["of"]>>;
  readonly permitting: ReadonlySet<AccountId>;
  /** Whether they moderate here: their messages come through. */
  readonly isStaff: boolean;
}

async function earsOf(
  readers: readonly AccountId[],
  source: Account,
  { work, clock }: Notifying,
): Promise<Ears> {
  const [barriers, mutes, relations, policies, permitting, user] = await Promise.all([
    work.blocks.barriers(source.id, readers),
    work.mutes.silencing(source.id, readers, clock.now()),
    work.follows.relations(source.id, readers),
    work.notificationPolicies.of(readers),
    work.notificationPolicies.permitting(source.id, readers),
    isLocal(source) ? work.users.byAccount(source.id) : undefined,
  ]);
  return {
    deaf: new Set([...barriers.map(({ of }) => of), ...mutes]),
    // Asked from the sender's side, and turned to the readers'.
    relations: new Map(relations.map(({ of, out, in: back }) => [of, { of, out: back, in: out }])),
    policies,
    permitting,
    isStaff: user !== undefined && user.role !== "user",
  };
}

interface Judging {
  readonly recipient: Recipient;
  readonly source: Account;
  readonly relation: Relation | undefined;
}

interface Evidence {
  readonly news: News;
  readonly ears: Ears;
  /** Those to whom it is a private mention that answers nothing of theirs. */
  readonly unasked: ReadonlySet<AccountId>;
  readonly context: Notifying;
}

function receive(
  { recipient: { reader }, source, relation }: Judging,
  { news: { type }, ears, unasked, context }: Evidence,
): Reception {
  if (ears.permitting.has(reader) || (ears.isStaff && type === "mention")) return "accept";
  const judged = { type, source, relation, isUnasked: unasked.has(reader), now: context.clock.now() };
  return receptionOf(ears.policies.get(reader) ?? usualPolicy, sortsOf(judged));
}

/** How far up a thread an answer is looked for. */
const maxAncestors = 100;

/** Those whom a private mention reaches without answering a private message of theirs to its author. */
async function unaskedOf(
  recipients: readonly Recipient[],
  { type, from }: News,
  { work }: Notifying,
): Promise<ReadonlySet<AccountId>> {
  if (type !== "mention") return new Set();
  const named = new Set(recipients.flatMap(({ status }) => status ?? []));
  const unasked = new Set<AccountId>();
  for (const status of await work.statuses.byIds([...named])) {
    if (status.visibility !== "direct") continue;
    const asked = await askersOf(status, from, work);
    for (const each of recipients)
      if (each.status === status.id && !asked.has(each.reader)) unasked.add(each.reader);
  }
  return unasked;
}

async function askersOf(status: Status, from: AccountId, work: Work): Promise<ReadonlySet<AccountId>> {
  if (status.inReplyTo === undefined) return new Set();
  const above = await work.statuses.byIds(await work.statuses.ancestors(status.id, maxAncestors));
  const messages = above.filter(
    ({ visibility, mentions }) => visibility === "direct" && mentions.includes(from),
  );
  return new Set(messages.map(({ account }) => account));
}
