import { isLocal } from "../accounts/account.ts";
import { existingAccounts, isThere } from "../accounts/existing.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";
import { groupSpan } from "./group.ts";
import type { NewNotification, NotificationType } from "./notifications.store.ts";

/** What it takes to tell people something. */
export interface Notifying {
  readonly work: Work;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What is to be told, and by whom it was done. */
export interface News {
  readonly type: NotificationType;
  readonly from: AccountId;
}

/** Who is to be told, and of which status. */
export interface Recipient {
  readonly reader: AccountId;
  readonly status: StatusId | undefined;
}

/** So many are told by one statement. */
const batch = 500;

/** News of which the latest counts: what was told before of the same status gives way. */
const renewing: ReadonlySet<NotificationType> = new Set(["update", "quoted_update"]);

/**
 * Tells each of these who lives here, once, of the same status; nobody is told of what they did themselves, nor of
 * whom they have blocked, or muted with all news (S-050).
 */
export async function tell(
  readers: readonly AccountId[],
  news: News & { readonly status: StatusId | undefined },
  context: Notifying,
): Promise<void> {
  const recipients = readers.map((reader) => ({ reader, status: news.status }));
  await tellEach(
    recipients.filter(({ reader }) => reader !== news.from),
    news,
    context,
  );
}

/** The same of a status each, also whoever it is from. Takes a few statements for every 500 of them. */
export async function tellEach(
  recipients: readonly Recipient[],
  news: News,
  context: Notifying,
): Promise<void> {
  const distinct = [...new Map(recipients.map((each) => [`${each.reader} ${each.status}`, each])).values()];
  for (let first = 0; first < distinct.length; first += batch) {
    await tellSome(distinct.slice(first, first + batch), news, context);
  }
}

async function tellSome(recipients: readonly Recipient[], news: News, context: Notifying): Promise<void> {
  const { work, clock, ids } = context;
  const { type, from } = news;
  const readers = await listening(
    recipients.map(({ reader }) => reader),
    news,
    context,
  );
  const at = clock.now();
  const all = recipients
    .filter(({ reader }) => readers.has(reader))
    .map(({ reader, status }): NewNotification => {
      const group = groupSpan(type, status, at);
      return { id: ids.next(), account: reader, from, type, status, at, group, filtered: false };
    });
  if (all.length === 0) return;
  const fresh = await work.notifications.add(all, { renews: renewing.has(type) });
  for (const { id, account } of all) {
    if (fresh.has(id)) work.announce({ type: "notification", account, notification: id });
  }
}

/** Those among the readers who live here and want to hear of whoever it is from. */
export async function listening(
  readers: readonly AccountId[],
  { from, type }: News,
  { work, clock }: Notifying,
): Promise<ReadonlySet<AccountId>> {
  const here = (await existingAccounts(work.accounts, [...new Set(readers)])).filter(isLocal);
  const others = here.map(({ id }) => id).filter((id) => id !== from);
  const self = here.flatMap(({ id }) => (id === from ? [id] : []));
  if (others.length === 0) return new Set(self);
  const source = await work.accounts.byId(from);
  if (source === undefined || !isThere(source)) return new Set(self);
  const [barriers, mutes] = await Promise.all([
    work.blocks.barriers(from, others),
    work.mutes.silencing(from, others, clock.now()),
  ]);
  const deaf = new Set([...barriers.map(({ of }) => of), ...mutes]);
  // Whoever is limited gets through to those who follow them, and may ask to follow.
  if (source.limitedAt !== undefined && type !== "follow_request") {
    const relations = await work.follows.relations(from, others);
    for (const relation of relations) if (relation.in?.state !== "accepted") deaf.add(relation.of);
  }
  return new Set([...self, ...others.filter((id) => !deaf.has(id))]);
}
