import type { AccountId, StatusId } from "../kernel/id.ts";
import { groupSpan } from "./group.ts";
import { wakeApps } from "../push/wake.ts";
import { hearersOf } from "./judge.ts";
import type { News, Notifying, Recipient } from "./news.ts";
import type { NewNotification, NotificationType } from "./notifications.store.ts";
import { requestingTypes } from "./policy.ts";

/** So many are told by one statement. */
const batch = 500;

/** News of which the latest counts: what was told before of the same status gives way. */
const renewing: ReadonlySet<NotificationType> = new Set(["update", "quoted_update"]);

/**
 * Tells each of these who lives here, once, of the same status; nobody is told of what they did themselves, nor of
 * whom they have blocked, or muted with all news (S-050), and what their policies hold back is kept apart.
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
  const at = clock.now();
  const hearers = await hearersOf(await withoutMuted(recipients, context), news, context);
  const all = hearers.map(({ reader, status, reception }): NewNotification => {
    const [id, group] = [ids.next<"notification">(), groupSpan(type, status, at)];
    return { id, account: reader, from, type, status, at, group, filtered: reception === "filter" };
  });
  if (all.length === 0) return;
  const isNew = await work.notifications.add(all, { renews: renewing.has(type) });
  const fresh = all.filter(({ id }) => isNew.has(id));
  for (const { id, account, filtered } of fresh) {
    if (!filtered) work.announce({ type: "notification", account, notification: id });
  }
  await askToBeHeard(fresh, context);
  await wakeApps(
    fresh.filter(({ filtered }) => !filtered),
    hearers,
    context,
  );
}

/** Those who have not muted the conversation that it is about. */
async function withoutMuted(
  recipients: readonly Recipient[],
  { work }: Notifying,
): Promise<readonly Recipient[]> {
  const named = [...new Set(recipients.flatMap(({ status }) => status ?? []))];
  if (named.length === 0) return recipients;
  const threads = new Map((await work.statuses.byIds(named)).map((one) => [one.id, one.conversation]));
  const readers = [...new Set(recipients.map(({ reader }) => reader))];
  const pairs = await work.mutedThreads.between(readers, [...new Set(threads.values())]);
  const muted = new Set(pairs.map(({ account, conversation }) => `${account} ${conversation}`));
  return recipients.filter(
    ({ reader, status }) => status === undefined || !muted.has(`${reader} ${threads.get(status)}`),
  );
}

/** What is held back of a stranger becomes a request, or is noted in the one that stands. */
async function askToBeHeard(fresh: readonly NewNotification[], { work, ids }: Notifying): Promise<void> {
  const asking = fresh.filter(({ filtered, type }) => filtered && requestingTypes.has(type));
  if (asking.length === 0) return;
  await work.notificationRequests.put(
    asking.map(({ account, from, at }) => ({ id: ids.next<"notification-request">(), account, from, at })),
  );
}
