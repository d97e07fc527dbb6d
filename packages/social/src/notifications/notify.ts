import type { EventOf } from "../kernel/event.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Status } from "../statuses/status.ts";
import type { Work } from "../stores.ts";
import type { Notifying } from "./news.ts";
import { tell, tellEach } from "./tell.ts";

/** Tells those whom a new post mentions, and those who asked to be told of every post of its author. */
export async function notifyOfPost(event: EventOf<"status.posted">, context: Notifying): Promise<void> {
  const status = await context.work.statuses.byId(event.status);
  if (status === undefined || status.boostOf !== undefined) return;
  await tell(status.mentions, { type: "mention", from: status.account, status: status.id }, context);
  if (status.visibility === "direct" || isReplyToOthers(status)) return;
  const asked = await context.work.follows.notified(status.account);
  const others = asked.filter((id) => !status.mentions.includes(id));
  await tell(others, { type: "status", from: status.account, status: status.id }, context);
}

function isReplyToOthers({ inReplyTo, inReplyToUri, inReplyToAccount, account }: Status): boolean {
  return (inReplyTo !== undefined || inReplyToUri !== undefined) && inReplyToAccount !== account;
}

const maxBoosters = 1000;

/** Tells those whom an edit mentions for the first time, and those who boosted the post. */
export async function notifyOfEdit(event: EventOf<"status.edited">, context: Notifying): Promise<void> {
  const { boosts, statuses } = context.work;
  const status = await statuses.byId(event.status);
  if (status === undefined) return;
  const news = { from: status.account, status: status.id };
  await tell(event.newlyMentioned, { ...news, type: "mention" }, context);
  const boosters = (await boosts.by(status.id, { limit: maxBoosters })).map(({ item }) => item);
  await tell(boosters, { ...news, type: "update" }, context);
}

const maxQuoters = 1000;

/** Tells the author of a status that another quotes it: at once where that needed no asking, else once it is allowed. */
export async function notifyOfQuote(
  event: EventOf<"status.posted" | "quote.accepted">,
  context: Notifying,
): Promise<void> {
  const { quotes, statuses } = context.work;
  const [status, [quote]] = await Promise.all([statuses.byId(event.status), quotes.of([event.status])]);
  if (status === undefined || quote?.state !== "accepted" || quote.quotedAccount === undefined) return;
  await tell([quote.quotedAccount], { type: "quote", from: status.account, status: status.id }, context);
}

/** Takes back that one was told so. */
export async function retractQuote(event: EventOf<"quote.ended">, { work }: Notifying): Promise<void> {
  const [status, quoted] = await Promise.all([
    work.statuses.withDeleted(event.status),
    work.statuses.withDeleted(event.quoted),
  ]);
  if (status === undefined || quoted === undefined) return;
  const news = { account: quoted.account, from: status.account, status: status.id } as const;
  await work.notifications.retract({ ...news, type: "quote" });
}

/** Tells those who quote a post that it was edited. */
export async function notifyQuoters(event: EventOf<"status.edited">, context: Notifying): Promise<void> {
  const { quotes, statuses } = context.work;
  const status = await statuses.byId(event.status);
  if (status === undefined) return;
  const rows = await quotes.quoting(status.id, { limit: maxQuoters });
  const quoting = await statuses.byIds(rows.map(({ item }) => item));
  await tellEach(
    quoting
      .map(({ id, account }) => ({ reader: account, status: id }))
      .filter(({ reader }) => reader !== status.account),
    { type: "quoted_update", from: status.account },
    context,
  );
}

const maxVoters = 10_000;

/** Tells those who voted in a poll, and its author, that it has ended. */
export async function notifyOfPollEnd(event: EventOf<"poll.closed">, context: Notifying): Promise<void> {
  const { polls, statuses } = context.work;
  const status = await statuses.byId(event.status);
  if (status === undefined) return;
  const voters = await polls.voters(status.id, maxVoters);
  await tellEach(
    [status.account, ...voters].map((reader) => ({ reader, status: status.id })),
    { type: "poll", from: status.account },
    context,
  );
}

/** There is nothing to tell about a post that is gone. */
export async function retractPost(event: EventOf<"status.deleted">, { work }: Notifying): Promise<void> {
  await work.notifications.retractStatus(event.status);
}

export async function notifyOfFavourite(
  event: EventOf<"status.favourited" | "status.reacted">,
  context: Notifying,
): Promise<void> {
  await tellAuthor("favourite", event, context);
}

export async function retractFavourite(
  event: EventOf<"status.unfavourited">,
  { work }: Notifying,
): Promise<void> {
  await retractFromAuthor("favourite", event, work);
}

/** There is nothing to take back as long as something else that was done is a favourite too. */
export async function retractReaction(
  event: EventOf<"status.unreacted">,
  { work }: Notifying,
): Promise<void> {
  const favourites = await work.favourites.among(event.by, [event.status]);
  if (!favourites.has(event.status)) await retractFromAuthor("favourite", event, work);
}

export async function notifyOfBoost(event: EventOf<"status.boosted">, context: Notifying): Promise<void> {
  await tellAuthor("reblog", event, context);
}

export async function retractBoost(event: EventOf<"status.unboosted">, { work }: Notifying): Promise<void> {
  await retractFromAuthor("reblog", event, work);
}

export async function notifyOfRequest(event: EventOf<"follow.requested">, context: Notifying): Promise<void> {
  const { follower: from, followed } = event;
  await tell([followed], { type: "follow_request", from, status: undefined }, context);
}

/** A follow takes the place of the request that it came from. */
export async function notifyOfFollow(event: EventOf<"follow.accepted">, context: Notifying): Promise<void> {
  const { follower: from, followed: account } = event;
  await context.work.notifications.retract({ account, from, type: "follow_request", status: undefined });
  await tell([account], { type: "follow", from, status: undefined }, context);
}

export async function retractFollow(
  { follower: from, followed: account }: EventOf<"follow.rejected" | "follow.undone">,
  { work }: Notifying,
): Promise<void> {
  await work.notifications.retract({ account, from, type: "follow_request", status: undefined });
  await work.notifications.retract({ account, from, type: "follow", status: undefined });
}

/** Whoever keeps somebody away does not want to read of what they did before either. */
export async function retractAll(
  { by, target }: EventOf<"account.blocked">,
  { work }: Notifying,
): Promise<void> {
  await work.notifications.retractFrom(by, target);
  await work.notifications.retractFrom(target, by);
}

interface Deed {
  readonly by: AccountId;
  readonly status: StatusId;
}

/** Does nothing when what was done has been taken back, or the post is gone, before the news got through. */
async function tellAuthor(
  type: "favourite" | "reblog",
  { by, status: id }: Deed,
  context: Notifying,
): Promise<void> {
  const { boosts, favourites, statuses } = context.work;
  const stores = { favourite: favourites, reblog: boosts };
  const status = await statuses.byId(id);
  if (status === undefined || !(await stores[type].among(by, [id])).has(id)) return;
  await tell([status.account], { type, from: by, status: id }, context);
}

async function retractFromAuthor(
  type: "favourite" | "reblog",
  { by, status: id }: Deed,
  { notifications, statuses }: Work,
): Promise<void> {
  const status = await statuses.withDeleted(id);
  if (status === undefined) return;
  await notifications.retract({ account: status.account, from: by, type, status: id });
}
