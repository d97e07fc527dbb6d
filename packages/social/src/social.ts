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
import type { Favourites } from "./favourites/favourites.ts";
import { createFavourites } from "./favourites/favourites.ts";
import { createFollows } from "./follows/create-follows.ts";
import type { FollowRules, Follows } from "./follows/follows.ts";
import type { Instance, InstanceSettings } from "./instance/instance.ts";
import { createInstance } from "./instance/instance.ts";
import type { Domains } from "./domains/domains.ts";
import { createDomains } from "./domains/domains.ts";
import type { Moderation } from "./moderation/moderation.ts";
import { createModeration } from "./moderation/moderation.ts";
import type { MoveRules, Moves } from "./moves/moves.ts";
import { createMoves } from "./moves/moves.ts";
import type { Mutes } from "./mutes/mutes.ts";
import { createMutes } from "./mutes/mutes.ts";
import type { Notifications } from "./notifications/notifications.ts";
import { createNotifications } from "./notifications/notifications.ts";
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
import type { Clock, Digests, Ids, KeyPairs, Passwords, Remote, Stream } from "./ports.ts";
import type { ReportRules, Reports } from "./reports/reports.ts";
import { createReports } from "./reports/reports.ts";
import type { Search } from "./search/search.ts";
import { createSearch } from "./search/search.ts";
import { createSignIn } from "./sign-in/create-sign-in.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import { createStatuses } from "./statuses/create-statuses.ts";
import type { Statuses, StatusRules } from "./statuses/statuses.ts";
import { createViews } from "./statuses/views.ts";
import type { Storage } from "./stores.ts";
import type { FeaturedTagRules, FeaturedTags } from "./tags/featured-tags.ts";
import { createFeaturedTags } from "./tags/featured-tags.ts";
import type { Tags } from "./tags/tags.ts";
import { createTags } from "./tags/tags.ts";
import type { Timelines } from "./timelines/timelines.ts";
import { createTimelines } from "./timelines/timelines.ts";

/** Everything that people and programs can do here. */
export interface Social {
  readonly accounts: Accounts;
  readonly blocks: Blocks;
  readonly bookmarks: Bookmarks;
  readonly boosts: Boosts;
  readonly domains: Domains;
  readonly emojis: Emojis;
  readonly favourites: Favourites;
  readonly featuredTags: FeaturedTags;
  readonly follows: Follows;
  readonly instance: Instance;
  readonly moderation: Moderation;
  readonly moves: Moves;
  readonly mutes: Mutes;
  readonly notifications: Notifications;
  readonly pins: Pins;
  readonly relays: Relays;
  readonly polls: Polls;
  readonly quotes: Quotes;
  readonly reactions: Reactions;
  readonly reports: Reports;
  readonly search: Search;
  readonly signIn: SignIn;
  readonly statuses: Statuses;
  readonly stream: Stream;
  readonly tags: Tags;
  readonly timelines: Timelines;
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
  readonly settings: InstanceSettings;
}

/** Assembles every use case over what the application supplies, with the rules for the federation door. */
export function createSocial(needs: SocialNeeds): Social & { readonly rules: SocialRules } {
  const views = createViews(needs.storage.stores, needs.clock);
  const withViews = { ...needs, views };
  const accounts = createAccounts(needs);
  const blocks = createBlocks(needs);
  const boosts = createBoosts(withViews);
  const featuredTags = createFeaturedTags(needs);
  const follows = createFollows(needs);
  const pins = createPins(withViews);
  const emojis = createEmojis(needs);
  const polls = createPolls(withViews);
  const quotes = createQuotes(withViews);
  const reactions = createReactions(withViews);
  const moves = createMoves(needs);
  const reports = createReports(withViews);
  const statuses = createStatuses(withViews);
  return {
    accounts,
    blocks,
    bookmarks: createBookmarks(withViews),
    boosts,
    domains: createDomains(needs),
    emojis,
    favourites: createFavourites(withViews),
    featuredTags,
    follows,
    instance: createInstance(needs),
    moderation: createModeration(needs),
    moves,
    mutes: createMutes(needs),
    notifications: createNotifications(withViews),
    pins,
    relays: createRelays(needs),
    polls,
    quotes,
    reactions,
    reports,
    search: createSearch(withViews),
    signIn: createSignIn(needs),
    statuses,
    stream: needs.stream,
    tags: createTags(needs),
    timelines: createTimelines(withViews),
    rules: {
      accounts,
      blocks,
      boosts,
      emojis,
      featuredTags,
      follows,
      moves,
      pins,
      polls,
      quotes,
      reactions,
      reports,
      statuses,
    },
  };
}
