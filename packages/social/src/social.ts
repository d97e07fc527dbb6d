import type { AccountRules, Accounts } from "./accounts/accounts.ts";
import { createAccounts } from "./accounts/create-accounts.ts";
import type { BlockRules, Blocks } from "./blocks/blocks.ts";
import { createBlocks } from "./blocks/blocks.ts";
import type { Bookmarks } from "./bookmarks/bookmarks.ts";
import { createBookmarks } from "./bookmarks/bookmarks.ts";
import type { BoostRules, Boosts } from "./boosts/boosts.ts";
import { createBoosts } from "./boosts/create-boosts.ts";
import { createEmojis } from "./emoji/emojis.ts";
import type { EmojiRules, Emojis } from "./emoji/emojis.ts";
import type { Directory } from "./directory/directory.ts";
import { createDirectory } from "./directory/directory.ts";
import type { About } from "./instance/about.ts";
import { createAbout } from "./instance/about.ts";
import type { Conversations } from "./conversations/conversations.ts";
import { createConversations } from "./conversations/conversations.ts";
import type { ReadingMarkers } from "./markers/markers.ts";
import { createMarkers } from "./markers/markers.ts";
import type { PrivateNotes } from "./private-notes/private-notes.ts";
import { createPrivateNotes } from "./private-notes/private-notes.ts";
import type { Endorsements } from "./endorsements/endorsements.ts";
import { createEndorsements } from "./endorsements/endorsements.ts";
import type { Favourites } from "./favourites/favourites.ts";
import { createFavourites } from "./favourites/favourites.ts";
import { createFollows } from "./follows/create-follows.ts";
import type { FollowRules, Follows } from "./follows/follows.ts";
import type { Instance, InstanceSettings } from "./instance/instance.ts";
import { createInstance } from "./instance/instance.ts";
import type { Filters } from "./filters/filters.ts";
import { createFilters } from "./filters/filters.ts";
import type { Lists } from "./lists/lists.ts";
import { createLists } from "./lists/lists.ts";
import type { Domains } from "./domains/domains.ts";
import { createDomains } from "./domains/domains.ts";
import type { MediaNeeds } from "./media/media-needs.ts";
import type { Media } from "./media/media.ts";
import { createMedia } from "./media/media.ts";
import type { Moderation } from "./moderation/moderation.ts";
import { createModeration } from "./moderation/moderation.ts";
import type { MoveRules, Moves } from "./moves/moves.ts";
import { createMoves } from "./moves/moves.ts";
import type { MutedThreads } from "./mutes/muted-threads.ts";
import { createMutedThreads } from "./mutes/muted-threads.ts";
import type { Mutes } from "./mutes/mutes.ts";
import { createMutes } from "./mutes/mutes.ts";
import type { NotificationGroups } from "./notifications/grouped.ts";
import { createNotificationGroups } from "./notifications/grouped.ts";
import type { NotificationRequests } from "./notifications/requests.ts";
import { createNotificationRequests } from "./notifications/requests.ts";
import type { Notifications } from "./notifications/notifications.ts";
import { createNotifications } from "./notifications/notifications.ts";
import { createPush } from "./push/push.ts";
import type { Push } from "./push/push.ts";
import type { PollRules, Polls } from "./polls/polls.ts";
import { createReactions } from "./reactions/reactions.ts";
import type { ReactionRules, Reactions } from "./reactions/reactions.ts";
import { createQuotes } from "./quotes/quotes.ts";
import type { Quotes } from "./quotes/quotes.ts";
import type { QuoteRules } from "./quotes/quote-rules.ts";
import { createPolls } from "./polls/polls.ts";
import type { PinRules, Pins } from "./pins/pins.ts";
import { createPins } from "./pins/pins.ts";
import { createRelays } from "./relays/relays.ts";
import type { Relays } from "./relays/relays.ts";
import type {
  Clock,
  Digests,
  Ids,
  KeyPairs,
  MailRoutes,
  Passwords,
  PushService,
  Remote,
  Stream,
} from "./ports.ts";
import type { ReportRules, Reports } from "./reports/reports.ts";
import { createReports } from "./reports/reports.ts";
import { createScheduled } from "./scheduled/scheduled.ts";
import type { Scheduled } from "./scheduled/scheduled.ts";
import type { Search } from "./search/search.ts";
import { createSearch } from "./search/search.ts";
import { createCredentials } from "./sign-in/credentials.ts";
import type { Credentials } from "./sign-in/credentials.ts";
import { createSecondFactors } from "./sign-in/second-factor.ts";
import type { SecondFactors } from "./sign-in/second-factor.ts";
import { createSignUps } from "./sign-in/create-sign-ups.ts";
import type { SignUps } from "./sign-in/sign-up.ts";
import { createSignIn } from "./sign-in/create-sign-in.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import { createStatuses } from "./statuses/create-statuses.ts";
import type { Statuses, StatusRules } from "./statuses/statuses.ts";
import { createViews } from "./statuses/views.ts";
import type { Views } from "./statuses/views.ts";
import type { Storage } from "./stores.ts";
import type { FeaturedTagRules, FeaturedTags } from "./tags/featured-tags.ts";
import { createFeaturedTags } from "./tags/featured-tags.ts";
import type { FollowedTags } from "./tags/followed-tags.ts";
import { createFollowedTags } from "./tags/followed-tags.ts";
import type { Tags } from "./tags/tags.ts";
import { createTags } from "./tags/tags.ts";
import type { Translation } from "./translation/translation.ts";
import { createTranslation } from "./translation/translation.ts";
import type { Translator } from "./translation/translator.ts";
import type { Trends } from "./trends/trends.ts";
import { createTrends } from "./trends/trends.ts";
import type { Timelines } from "./timelines/timelines.ts";
import { createTimelines } from "./timelines/timelines.ts";

/** Everything that people and programs can do here. */
export interface Social {
  readonly about: About;
  readonly accounts: Accounts;
  readonly blocks: Blocks;
  readonly bookmarks: Bookmarks;
  readonly boosts: Boosts;
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly domains: Domains;
  readonly emojis: Emojis;
  readonly endorsements: Endorsements;
  readonly favourites: Favourites;
  readonly featuredTags: FeaturedTags;
  readonly filters: Filters;
  readonly followedTags: FollowedTags;
  readonly follows: Follows;
  readonly instance: Instance;
  readonly markers: ReadingMarkers;
  readonly media: Media;
  readonly lists: Lists;
  readonly moderation: Moderation;
  readonly moves: Moves;
  readonly mutedThreads: MutedThreads;
  readonly mutes: Mutes;
  readonly notificationGroups: NotificationGroups;
  readonly notificationRequests: NotificationRequests;
  readonly notifications: Notifications;
  readonly pins: Pins;
  readonly privateNotes: PrivateNotes;
  readonly relays: Relays;
  readonly polls: Polls;
  readonly push: Push;
  readonly quotes: Quotes;
  readonly reactions: Reactions;
  readonly reports: Reports;
  readonly scheduled: Scheduled;
  readonly search: Search;
  readonly credentials: Credentials;
  readonly secondFactors: SecondFactors;
  readonly signIn: SignIn;
  readonly signUps: SignUps;
  readonly statuses: Statuses;
  readonly stream: Stream;
  readonly tags: Tags;
  readonly timelines: Timelines;
  readonly translation: Translation;
  readonly trends: Trends;
}

/**
 * What other servers may bring about, by the same rules as people here. The federation door alone holds
 * it: a favourite from elsewhere goes through `Favourites`, as one from here does.
 */
export interface SocialRules {
  readonly featuredTags: FeaturedTagRules;
  readonly pins: PinRules;
  readonly accounts: AccountRules;
  readonly blocks: BlockRules;
  readonly boosts: BoostRules;
  readonly emojis: EmojiRules;
  readonly follows: FollowRules;
  readonly polls: PollRules;
  readonly quotes: QuoteRules;
  readonly reactions: ReactionRules;
  readonly moves: MoveRules;
  readonly reports: ReportRules;
  readonly statuses: StatusRules;
}

/** All that an application supplies. */
export interface SocialNeeds {
  readonly storage: Storage;
  readonly stream: Stream;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly digests: Digests;
  readonly keyPairs: KeyPairs;
  readonly remote: Remote;
  /** Left out: nobody can send pictures, films or sounds. */
  readonly media?: MediaNeeds | undefined;
  readonly settings: InstanceSettings;
  /** Left out: nothing is translated. */
  readonly translator?: Translator | undefined;
  /** Left out: no app is woken. */
  readonly push?: PushService | undefined;
  /** Left out: nobody is kept out because of where their mail goes. */
  readonly mailRoutes?: MailRoutes;
}

/** What the makers of use cases take, with the reader of statuses that they share. */
type Assembling = SocialNeeds & { readonly views: Views };

/** The slices that other servers too may bring something about in, by the same rules. */
function createRuled(needs: Assembling): Pick<Social, keyof SocialRules> & SocialRules {
  return {
    accounts: createAccounts(needs),
    blocks: createBlocks(needs),
    boosts: createBoosts(needs),
    emojis: createEmojis(needs),
    featuredTags: createFeaturedTags(needs),
    follows: createFollows(needs),
    moves: createMoves(needs),
    pins: createPins(needs),
    polls: createPolls(needs),
    quotes: createQuotes(needs),
    reactions: createReactions(needs),
    reports: createReports(needs),
    statuses: createStatuses(needs),
  };
}

/** Assembles every use case over what the application supplies, with the rules for the federation door. */
export function createSocial(given: SocialNeeds): Social & { readonly rules: SocialRules } {
  const needs: Assembling = { ...given, views: createViews(given.storage.stores, given.clock) };
  const rules = createRuled(needs);
  return {
    ...rules,
    about: createAbout(needs),
    bookmarks: createBookmarks(needs),
    conversations: createConversations(needs),
    directory: createDirectory(needs),
    domains: createDomains(needs),
    endorsements: createEndorsements(needs),
    favourites: createFavourites(needs),
    filters: createFilters(needs),
    followedTags: createFollowedTags(needs),
    instance: createInstance(needs),
    markers: createMarkers(needs),
    media: createMedia(needs),
    lists: createLists(needs),
    moderation: createModeration(needs),
    mutedThreads: createMutedThreads(needs),
    mutes: createMutes(needs),
    notificationGroups: createNotificationGroups(needs),
    notificationRequests: createNotificationRequests(needs),
    notifications: createNotifications(needs),
    privateNotes: createPrivateNotes(needs),
    push: createPush(needs),
    relays: createRelays(needs),
    scheduled: createScheduled(needs),
    search: createSearch(needs),
    signIn: createSignIn(needs),
    credentials: createCredentials(needs),
    secondFactors: createSecondFactors(needs),
    signUps: createSignUps(needs),
    stream: needs.stream,
    tags: createTags(needs),
    timelines: createTimelines(needs),
    translation: createTranslation({ ...needs, stores: needs.storage.stores, translator: needs.translator }),
    trends: createTrends(needs),
    rules,
  };
}
