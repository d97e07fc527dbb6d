import { accountStoreContract } from "./accounts.ts";
import type { Clause } from "./clause.ts";
import { filterStoreContract } from "./filters.ts";
import { followedTagStoreContract } from "./followed-tags.ts";
import { followStoreContract } from "./follows.ts";
import type { Ground } from "./ground.ts";
import { blockStoreContract } from "./blocks.ts";
import { bookmarkStoreContract } from "./bookmarks.ts";
import { cardStoreContract } from "./cards.ts";
import { boostStoreContract } from "./boosts.ts";
import { domainRuleStoreContract } from "./domain-rules.ts";
import { emojiStoreContract } from "./emojis.ts";
import { directoryStoreContract } from "./directory.ts";
import { instanceStoreContract } from "./instance.ts";
import { conversationStoreContract } from "./conversations.ts";
import { markerStoreContract } from "./markers.ts";
import { privateNoteStoreContract } from "./private-notes.ts";
import { endorsementStoreContract } from "./endorsements.ts";
import { errandStoreContract } from "./errands.ts";
import { favouriteStoreContract } from "./favourites.ts";
import { letterStoreContract, passStoreContract } from "./letters.ts";
import { remoteMediaStoreContract } from "./remote-media.ts";
import { mediaStoreContract } from "./media.ts";
import { listStoreContract } from "./list-store.ts";
import { mutedThreadStoreContract } from "./muted-threads.ts";
import { muteStoreContract } from "./mutes.ts";
import { notificationGroupStoreContract } from "./notification-groups.ts";
import {
  notificationPolicyStoreContract,
  notificationRequestStoreContract,
} from "./notification-requests.ts";
import { notificationStoreContract } from "./notifications.ts";
import { featuredTagStoreContract, pinStoreContract } from "./pins.ts";
import { reactionStoreContract } from "./reactions.ts";
import { pushStoreContract } from "./push.ts";
import { relayStoreContract } from "./relays.ts";
import { policyStoreContract, quoteStoreContract } from "./quotes.ts";
import { pollStoreContract } from "./polls.ts";
import { reportStoreContract } from "./reports.ts";
import { searchStoreContract } from "./search.ts";
import { sanctionContract } from "./sanctions.ts";
import { scheduledStoreContract } from "./scheduled.ts";
import { secondFactorStoreContract } from "./second-factors.ts";
import { accessStoresContract, userStoreContract } from "./sign-in.ts";
import { inviteStoreContract, signUpStoreContract } from "./sign-ups.ts";
import { statusStoreContract } from "./statuses.ts";
import { tagStoreContract } from "./tags.ts";
import { statusThreadsContract } from "./threads.ts";
import { timelineStoreContract } from "./timelines.ts";
import { trendStoreContract } from "./trends.ts";
import { idempotencyStoreContract, transactContract } from "./transact.ts";

/** Every contract of `Storage`, by the port that it is about. */
export const storageContract: Readonly<Record<string, readonly Clause<Ground>[]>> = {
  accounts: accountStoreContract,
  access: accessStoresContract,
  blocks: blockStoreContract,
  bookmarks: bookmarkStoreContract,
  boosts: boostStoreContract,
  conversations: conversationStoreContract,
  cards: cardStoreContract,
  directory: directoryStoreContract,
  domainRules: domainRuleStoreContract,
  emojis: emojiStoreContract,
  endorsements: endorsementStoreContract,
  errands: errandStoreContract,
  favourites: favouriteStoreContract,
  featuredTags: featuredTagStoreContract,
  filters: filterStoreContract,
  followedTags: followedTagStoreContract,
  follows: followStoreContract,
  idempotency: idempotencyStoreContract,
  invites: inviteStoreContract,
  instance: instanceStoreContract,
  letters: letterStoreContract,
  markers: markerStoreContract,
  media: mediaStoreContract,
  lists: listStoreContract,
  mutedThreads: mutedThreadStoreContract,
  mutes: muteStoreContract,
  notifications: notificationStoreContract,
  notificationGroups: notificationGroupStoreContract,
  notificationPolicies: notificationPolicyStoreContract,
  notificationRequests: notificationRequestStoreContract,
  passes: passStoreContract,
  pins: pinStoreContract,
  privateNotes: privateNoteStoreContract,
  push: pushStoreContract,
  relays: relayStoreContract,
  policies: policyStoreContract,
  polls: pollStoreContract,
  reports: reportStoreContract,
  sanctions: sanctionContract,
  search: searchStoreContract,
  scheduled: scheduledStoreContract,
  quotes: quoteStoreContract,
  reactions: reactionStoreContract,
  signUps: signUpStoreContract,
  remoteMedia: remoteMediaStoreContract,
  secondFactors: secondFactorStoreContract,
  statuses: statusStoreContract,
  tags: tagStoreContract,
  threads: statusThreadsContract,
  timelines: timelineStoreContract,
  transact: transactContract,
  trends: trendStoreContract,
  users: userStoreContract,
};
