import type { AccountStore } from "./accounts/accounts.store.ts";
import type { BlockStore } from "./blocks/blocks.store.ts";
import type { BookmarkStore } from "./bookmarks/bookmarks.store.ts";
import type { BoostStore } from "./boosts/boosts.store.ts";
import type { CardStore } from "./cards/cards.store.ts";
import type { OutboxStore } from "./delivery/outbox.store.ts";
import type { EmojiStore } from "./emoji/emoji.store.ts";
import type { DirectoryStore } from "./directory/directory.store.ts";
import type { InstanceStore } from "./instance/instance.store.ts";
import type { ConversationStore } from "./conversations/conversations.store.ts";
import type { MarkerStore } from "./markers/markers.store.ts";
import type { PrivateNoteStore } from "./private-notes/private-notes.store.ts";
import type { EndorsementStore } from "./endorsements/endorsements.store.ts";
import type { ErrandStore } from "./backfill/errands.store.ts";
import type { FavouriteStore } from "./favourites/favourites.store.ts";
import type { FilterStore } from "./filters/filters.store.ts";
import type { FollowStore } from "./follows/follows.store.ts";
import type { LetterStore } from "./letters/letters.store.ts";
import type { Announcement, DomainEvent } from "./kernel/event.ts";
import type { DomainRuleStore } from "./domains/domain-rules.store.ts";
import type { RemoteMediaStore } from "./media/remote-media.store.ts";
import type { MediaStore } from "./media/media.store.ts";
import type { ListStore } from "./lists/lists.store.ts";
import type { MoveStore } from "./moves/moves.store.ts";
import type { MutedThreadStore } from "./mutes/muted-threads.store.ts";
import type { MuteStore } from "./mutes/mutes.store.ts";
import type { NotificationStore } from "./notifications/notifications.store.ts";
import type { NotificationPolicyStore, NotificationRequestStore } from "./notifications/requests.store.ts";
import type { PinStore } from "./pins/pins.store.ts";
import type { PolicyStore } from "./interactions/policies.store.ts";
import type { ReactionStore } from "./reactions/reactions.store.ts";
import type { QuoteStore } from "./quotes/quotes.store.ts";
import type { PushStore } from "./push/push.store.ts";
import type { PollStore } from "./polls/polls.store.ts";
import type { RelayStore } from "./relays/relays.store.ts";
import type { ReportStore } from "./reports/reports.store.ts";
import type { InviteStore, SignUpStore } from "./sign-in/sign-ups.store.ts";
import type { SecondFactorStore } from "./sign-in/second-factors.store.ts";
import type { PassStore } from "./sign-in/passes.store.ts";
import type { SearchStore } from "./search/search.store.ts";
import type { AppStore, CodeStore, SessionStore, TokenStore, UserStore } from "./sign-in/sign-in.store.ts";
import type { ScheduledStore } from "./scheduled/scheduled.store.ts";
import type { IdempotencyStore } from "./statuses/idempotency.store.ts";
import type { StatusStore } from "./statuses/statuses.store.ts";
import type { FollowedTagStore } from "./tags/followed-tags.store.ts";
import type { FeaturedTagStore } from "./tags/featured-tags.store.ts";
import type { TagStore } from "./tags/tags.store.ts";
import type { TrendStore } from "./trends/trends.store.ts";
import type { TimelineStore } from "./timelines/timelines.store.ts";

/** Every store of the domain. */
export interface Stores {
  readonly accounts: AccountStore;
  readonly apps: AppStore;
  readonly blocks: BlockStore;
  readonly bookmarks: BookmarkStore;
  readonly boosts: BoostStore;
  readonly cards: CardStore;
  readonly codes: CodeStore;
  readonly conversations: ConversationStore;
  readonly directory: DirectoryStore;
  readonly domainRules: DomainRuleStore;
  readonly emojis: EmojiStore;
  readonly endorsements: EndorsementStore;
  readonly errands: ErrandStore;
  readonly favourites: FavouriteStore;
  readonly featuredTags: FeaturedTagStore;
  readonly filters: FilterStore;
  readonly followedTags: FollowedTagStore;
  readonly follows: FollowStore;
  readonly idempotency: IdempotencyStore;
  readonly invites: InviteStore;
  readonly instance: InstanceStore;
  readonly letters: LetterStore;
  readonly markers: MarkerStore;
  readonly media: MediaStore;
  readonly lists: ListStore;
  readonly moves: MoveStore;
  readonly mutedThreads: MutedThreadStore;
  readonly mutes: MuteStore;
  readonly notificationPolicies: NotificationPolicyStore;
  readonly notificationRequests: NotificationRequestStore;
  readonly notifications: NotificationStore;
  readonly outbox: OutboxStore;
  readonly passes: PassStore;
  readonly pins: PinStore;
  readonly policies: PolicyStore;
  readonly polls: PollStore;
  readonly privateNotes: PrivateNoteStore;
  readonly push: PushStore;
  readonly quotes: QuoteStore;
  readonly reactions: ReactionStore;
  readonly remoteMedia: RemoteMediaStore;
  readonly relays: RelayStore;
  readonly reports: ReportStore;
  readonly search: SearchStore;
  readonly scheduled: ScheduledStore;
  readonly secondFactors: SecondFactorStore;
  readonly sessions: SessionStore;
  readonly signUps: SignUpStore;
  readonly statuses: StatusStore;
  readonly tags: TagStore;
  readonly timelines: TimelineStore;
  readonly tokens: TokenStore;
  readonly trends: TrendStore;
  readonly users: UserStore;
}

/** The stores inside a transaction: all that is written stands together, or not at all. */
export interface Work extends Stores {
  /** Keeps an event with the rows that caused it; what follows from it happens after the commit. */
  record(event: DomainEvent): void;
  /** Tells open streams, once the transaction stands. */
  announce(announcement: Announcement): void;
}

/** The only way to write. Never a network call, a queue or a file inside it. */
export type Transact = <Result>(run: (work: Work) => Promise<Result>) => Promise<Result>;

/** What an application keeps its data in. */
export interface Storage {
  /** For reading outside of a transaction. */
  readonly stores: Stores;
  readonly transact: Transact;
}
