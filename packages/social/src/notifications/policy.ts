import type { Account } from "../accounts/account.ts";
import type { Relation } from "../follows/follows.store.ts";
import { after, days } from "../kernel/time.ts";
import type { NotificationType } from "./notifications.store.ts";

/** What becomes of news from some sort of sender: told, held back until it is asked for, or never kept. */
export type Reception = "accept" | "filter" | "drop";

/** What somebody wants to hear of whom. Where several sorts fit a sender, the strictest word counts. */
export interface NotificationPolicy {
  /** Of those whom one does not follow. */
  readonly notFollowing: Reception;
  /** Of those who do not follow one, or have for less than three days. */
  readonly notFollowers: Reception;
  /** Of those whose account is younger than thirty days. */
  readonly newAccounts: Reception;
  /** Of those whom one does not follow and who mention one in private, unless they answer one's own message. */
  readonly privateMentions: Reception;
  /** Of those who were limited by people who moderate here, and whom one does not follow. */
  readonly limitedAccounts: Reception;
}

/** What holds for whoever has said nothing: Mastodon's own. */
export const usualPolicy: NotificationPolicy = {
  notFollowing: "accept",
  notFollowers: "accept",
  newAccounts: "accept",
  privateMentions: "filter",
  limitedAccounts: "filter",
};

/** The sorts of senders that a policy tells apart. */
export type SenderSort = keyof NotificationPolicy;

/** News that strangers can make; the rest always comes through. */
const strangersNews: ReadonlySet<NotificationType> = new Set([
  "mention",
  "reblog",
  "follow",
  "follow_request",
  "favourite",
  "quote",
]);

/** News that a request is made of, once it is held back. */
export const requestingTypes: ReadonlySet<NotificationType> = new Set(["mention", "quote"]);

const newFor = days(30);
const newFollowerFor = days(3);

/** What is known of news and of its sender, from its reader's side. */
export interface Judged {
  readonly type: NotificationType;
  readonly source: Account;
  /** What the sender is to the reader: `out` is the reader's follow of them. */
  readonly relation: Pick<Relation, "out" | "in"> | undefined;
  /** Whether it is a private mention that answers nothing that the reader wrote to the sender. */
  readonly isUnasked: boolean;
  readonly now: Date;
}

/** Which sorts of senders the sender of news is of. */
export function sortsOf({ type, source, relation, isUnasked, now }: Judged): readonly SenderSort[] {
  if (!strangersNews.has(type)) return [];
  const isFollowed = relation?.out?.state === "accepted";
  const follow = relation?.in?.state === "accepted" ? relation.in : undefined;
  const isLimited = source.limitedAt !== undefined && type !== "follow_request";
  const sorts: Record<SenderSort, boolean> = {
    notFollowing: !isFollowed,
    notFollowers: follow === undefined || follow.at > after(now, -newFollowerFor),
    newAccounts: source.createdAt > after(now, -newFor),
    privateMentions: isUnasked && !isFollowed,
    limitedAccounts: isLimited && !isFollowed,
  };
  const names = Object.keys(sorts) as SenderSort[]; // the keys of the record are the sorts
  return names.filter((name) => sorts[name]);
}

/** The strictest of what a policy says of these sorts. */
export function receptionOf(policy: NotificationPolicy, sorts: readonly SenderSort[]): Reception {
  const words = sorts.map((sort) => policy[sort]);
  if (words.includes("drop")) return "drop";
  return words.includes("filter") ? "filter" : "accept";
}
