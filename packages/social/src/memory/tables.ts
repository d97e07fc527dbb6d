import type { Account } from "../accounts/account.ts";
import type { KeyPair } from "../accounts/accounts.store.ts";
import type { Errand } from "../backfill/errands.store.ts";
import type { Block } from "../blocks/blocks.store.ts";
import type { Card } from "../cards/card.ts";
import type { WantedCard } from "../cards/cards.store.ts";
import type { FollowersClaim } from "../delivery/inbox.store.ts";
import type { Outgoing } from "../delivery/outbox.store.ts";
import type { Follow } from "../follows/follows.store.ts";
import type { DomainEvent } from "../kernel/event.ts";
import type { AccountId, ListId, StatusId, TokenId, ObjectUri, UserId } from "../kernel/id.ts";
import type { Filter } from "../filters/filters.store.ts";
import type { List } from "../lists/lists.store.ts";
import type { DomainRule } from "../domains/domain-rules.store.ts";
import type { Letter } from "../letters/letter.ts";
import type { MediaKey } from "../media/media-key.ts";
import type { KeptRemote } from "../media/remote-media.store.ts";
import type { Upload } from "../media/upload.ts";
import type { MutedThread } from "../mutes/muted-threads.store.ts";
import type { Mute } from "../mutes/mutes.store.ts";
import type { Notification } from "../notifications/notifications.store.ts";
import type { NotificationPolicy } from "../notifications/policy.ts";
import type { NotificationRequest } from "../notifications/requests.store.ts";
import type { Emoji } from "../emoji/emoji.ts";
import type { OperatorSetting, Rule, Terms, WeekOfActivity } from "../instance/instance.store.ts";
import type { Conversation } from "../conversations/conversations.store.ts";
import type { Marker } from "../markers/markers.store.ts";
import type { PrivateNote } from "../private-notes/private-notes.store.ts";
import type { InteractionPolicy } from "../interactions/policy.ts";
import type { Reaction } from "../reactions/reaction.ts";
import type { Quote } from "../quotes/quote.ts";
import type { ClaimedPush, PushKeys, PushSubscription, PushSubscriptionId } from "../push/push.store.ts";
import type { Poll } from "../polls/poll.ts";
import type { Report } from "../reports/reports.store.ts";
import type { Relay } from "../relays/relays.store.ts";
import type { Invite, SignUp } from "../sign-in/sign-ups.store.ts";
import type { SecondFactor } from "../sign-in/second-factors.store.ts";
import type { Pass } from "../sign-in/passes.store.ts";
import type { ScheduledPost } from "../scheduled/scheduled.store.ts";
import type { App, AuthorizationCode, Session, Token, User } from "../sign-in/sign-in.store.ts";
import type { Edit, Status } from "../statuses/status.ts";
import type { Trend, TrendKind } from "../trends/trends.store.ts";
import { createTable, type Draft, draftOf, type Table } from "./table.ts";

/** An account and a status that it likes or keeps, with the place in its lists. */
export interface Mark {
  readonly cursor: string;
  readonly account: AccountId;
  readonly status: StatusId;
  readonly at: Date;
  /** The address of the activity that it came with. */
  readonly uri?: string | undefined;
}

/** A conversation with its thread and all of its statuses, oldest first. */
export interface KeptConversation extends Omit<Conversation, "last"> {
  readonly thread: string;
  readonly statuses: readonly StatusId[];
}

/** A member of a list, with the place in it. */
export interface KeptMember {
  readonly cursor: string;
  readonly list: ListId;
  readonly account: AccountId;
}

/** A poll, and when its figures are due to be told. */
export interface KeptPoll extends Poll {
  readonly tellAt: Date | undefined;
}

/** One option that somebody chose. */
export interface KeptVote {
  readonly status: StatusId;
  readonly account: AccountId;
  readonly place: number;
}

/** An upload, since when no status shows it, and who makes something of it. */
export interface KeptUpload {
  readonly upload: Upload;
  readonly since: Date;
  /** Empty where nobody holds it. */
  readonly token: string;
  readonly nextAt: Date;
  readonly attempts: number;
}

/** A request; what it holds back is counted where it lies. */
export interface KeptRequest extends Omit<NotificationRequest, "count" | "lastStatus"> {
  readonly isAccepted: boolean;
}

/** News that waits to be sent to an app. */
export interface KeptPush extends Omit<ClaimedPush, "subscription"> {
  readonly subscription: PushSubscriptionId;
  readonly nextAt: Date;
}

/** An event that waits to be followed up. */
export interface KeptEvent {
  readonly id: string;
  readonly event: DomainEvent;
  readonly attempts: number;
  readonly nextAt: Date;
  /** Why the last try failed; `deadAt` once it is never tried again. */
  readonly reason: string | undefined;
  readonly deadAt: Date | undefined;
}

/** An activity that came in, or the memory of one. */
export interface KeptActivity {
  readonly id: string;
  readonly actor: string;
  readonly activityId: string;
  readonly type: string;
  readonly body: string;
  readonly recipient: string | undefined;
  readonly followers: FollowersClaim | undefined;
  readonly via: string | undefined;
  readonly request: string | undefined;
  readonly attempts: number;
  /** How many claims of it ran out. */
  readonly losses: number;
  readonly nextAt: Date;
  /** Empty where nobody holds it. */
  readonly token: string;
  readonly state: "waiting" | "done" | "dead";
  readonly deadAt: Date | undefined;
  readonly reason: string | undefined;
}

/** A letter that waits, or that was given up. */
export interface KeptLetter extends Letter {
  readonly attempts: number;
  readonly nextAt: Date;
  /** Empty where nobody holds it. */
  readonly token: string;
  readonly reason: string | undefined;
  readonly deadAt: Date | undefined;
}

/** Something that trends, or did lately. */
export interface KeptTrend extends Trend {
  readonly kind: TrendKind;
}

/** A second factor with what is counted. */
export interface KeptFactor extends SecondFactor {
  readonly lastStep: number;
  readonly tries: number;
  readonly triesSince: Date | undefined;
  readonly codes: readonly string[];
}

interface Rows {
  readonly accounts: Account;
  readonly allowedDomains: { readonly cursor: string; readonly domain: string };
  readonly apps: App;
  readonly blockedDomains: { readonly cursor: string; readonly account: AccountId; readonly domain: string };
  readonly blocks: Block;
  readonly bookmarks: Mark;
  readonly buried: { readonly uri: ObjectUri; readonly at: Date };
  readonly cards: { readonly card: Card; readonly at: Date };
  readonly codes: {
    readonly code: AuthorizationCode;
    readonly used: boolean;
    readonly token: TokenId | undefined;
  };
  readonly conversations: KeptConversation;
  readonly discardedFiles: { readonly key: MediaKey; readonly nextAt: Date; readonly attempts: number };
  readonly domainRules: { readonly cursor: string; readonly rule: DomainRule };
  readonly edits: readonly Edit[];
  readonly emojis: Emoji;
  readonly endorsements: { readonly cursor: string; readonly account: AccountId; readonly target: AccountId };
  readonly errands: Errand & { readonly nextAt: Date | undefined; readonly doneAt: Date | undefined };
  readonly events: KeptEvent;
  readonly favourites: Mark;
  readonly featuredTags: { readonly id: string; readonly account: AccountId; readonly name: string };
  readonly filters: Filter;
  readonly followedTags: { readonly cursor: string; readonly account: AccountId; readonly name: string };
  readonly follows: Follow;
  /** When the links of a profile were last looked at. */
  readonly looked: Date;
  /** When a status was last changed, as far as that was heard. */
  readonly heard: Date;
  readonly idempotency: { readonly status: StatusId; readonly fingerprint: string; readonly at: Date };
  readonly incoming: KeptActivity;
  readonly keys: KeyPair;
  readonly invites: Invite;
  readonly letters: KeptLetter;
  readonly markers: Marker & { readonly account: AccountId };
  readonly lists: List;
  readonly listMembers: KeptMember;
  readonly moves: { readonly account: AccountId; readonly target: AccountId; readonly at: Date };
  readonly mutedThreads: MutedThread;
  readonly mutes: Mute;
  readonly notificationPermits: { readonly account: AccountId; readonly from: AccountId };
  readonly notificationPolicies: { readonly account: AccountId; readonly policy: NotificationPolicy };
  readonly notificationRequests: KeptRequest;
  readonly notifications: Notification;
  readonly operatorSettings: OperatorSetting;
  readonly outgoing: Outgoing;
  readonly passes: Pass;
  readonly pins: Mark;
  readonly privateNotes: PrivateNote;
  readonly relays: Relay;
  readonly policies: InteractionPolicy;
  readonly polls: KeptPoll;
  readonly pushes: KeptPush;
  readonly pushKeys: PushKeys;
  readonly pushSubscriptions: PushSubscription;
  readonly pollVotes: KeptVote;
  readonly quotes: Quote;
  readonly reactions: Reaction;
  readonly remoteMedia: KeptRemote;
  readonly reports: Report;
  readonly scheduled: ScheduledPost;
  readonly rules: Rule & { readonly removedAt: Date | undefined };
  readonly secondFactors: KeptFactor;
  readonly sessions: Session;
  readonly signUps: SignUp;
  readonly statusLinks: WantedCard & { readonly dueAt: Date | undefined };
  readonly statuses: Status;
  /** Address of a status -> its id. */
  readonly statusUris: StatusId;
  readonly tags: { readonly id: string; readonly name: string };
  readonly terms: Terms;
  readonly tokens: Token;
  readonly uploads: KeptUpload;
  readonly trendReviews: { readonly isAllowed: boolean; readonly at: Date };
  readonly trends: KeptTrend;
  readonly users: User;
  readonly visits: { readonly user: UserId; readonly week: Date };
  readonly weeks: WeekOfActivity;
}

type Name = keyof Rows;

/** Everything that is kept. */
export type Tables = { readonly [Key in Name]: Table<Rows[Key]> } & {
  /** A number that no row had before, as text. */
  readonly serial: () => string;
};

const names: Record<Name, true> = {
  accounts: true,
  allowedDomains: true,
  apps: true,
  blockedDomains: true,
  blocks: true,
  bookmarks: true,
  buried: true,
  cards: true,
  codes: true,
  conversations: true,
  discardedFiles: true,
  domainRules: true,
  edits: true,
  emojis: true,
  endorsements: true,
  errands: true,
  events: true,
  favourites: true,
  featuredTags: true,
  filters: true,
  followedTags: true,
  follows: true,
  heard: true,
  looked: true,
  idempotency: true,
  incoming: true,
  keys: true,
  invites: true,
  letters: true,
  markers: true,
  lists: true,
  listMembers: true,
  moves: true,
  mutedThreads: true,
  mutes: true,
  notificationPermits: true,
  notificationPolicies: true,
  notificationRequests: true,
  notifications: true,
  operatorSettings: true,
  outgoing: true,
  passes: true,
  pins: true,
  privateNotes: true,
  relays: true,
  policies: true,
  polls: true,
  pushes: true,
  pushKeys: true,
  pushSubscriptions: true,
  pollVotes: true,
  quotes: true,
  reactions: true,
  remoteMedia: true,
  reports: true,
  scheduled: true,
  rules: true,
  secondFactors: true,
  sessions: true,
  signUps: true,
  statusLinks: true,
  statuses: true,
  statusUris: true,
  tags: true,
  terms: true,
  tokens: true,
  uploads: true,
  trendReviews: true,
  trends: true,
  users: true,
  visits: true,
  weeks: true,
};

function eachTable(make: (name: Name) => Table<unknown>): Record<Name, Table<unknown>> {
  const made = Object.keys(names).map((name) => [name, make(name as Name)]); // the keys of `names` are the names
  return Object.fromEntries(made);
}

export function createTables(): Tables {
  let count = 0;
  const serial = (): string => String((count += 1));
  return { ...eachTable(() => createTable()), serial } as Tables; // one table a name, by eachTable
}

/** Tables whose changes stand once they are kept. */
export function draftTables(below: Tables): { readonly tables: Tables; readonly keep: () => number } {
  const drafts: Draft<unknown>[] = [];
  const tables = eachTable((name) => {
    const draft = draftOf<unknown>(below[name]);
    drafts.push(draft);
    return draft;
  });
  return {
    tables: { ...tables, serial: below.serial } as Tables, // one draft a name, by eachTable
    keep: () => drafts.reduce((count, draft) => count + draft.keep(), 0),
  };
}
