import type { Endpoint } from "../endpoint.ts";
import { registerApp, verifyApp } from "../oauth/apps.ts";
import { introspectToken } from "../oauth/introspect.ts";
import { oauthMetadata } from "../oauth/metadata.ts";
import { revokeToken } from "../oauth/revoke.ts";
import { giveToken } from "../oauth/token.ts";
import { postUserInfo, showUserInfo } from "../oauth/userinfo.ts";
import { block, mute, unblock, unmute } from "./accounts/block.ts";
import { updateCredentials, verifyCredentials } from "./accounts/credentials.ts";
import { follow, removeFromFollowers, unfollow } from "./accounts/follow.ts";
import { followers, following } from "./accounts/followers.ts";
import { relationships } from "./accounts/relationships.ts";
import { searchAccounts } from "./accounts/search.ts";
import { lookupAccount, showAccount, showAccounts } from "./accounts/show.ts";
import { accountStatuses } from "./accounts/statuses.ts";
import { blocks } from "./blocks/list.ts";
import { checkConfirmation, resendConfirmation } from "./emails/confirmations.ts";
import { signUp } from "./accounts/sign-up.ts";
import { customEmojis } from "./custom_emojis/list.ts";
import { directory } from "./directory/list.ts";
import { instanceActivity, instanceDomainBlocks, instancePeers, searchPeers } from "./instance/figures.ts";
import {
  instanceDescription,
  instanceLanguages,
  instanceRules,
  privacyPolicy,
  terms,
  termsOfDay,
} from "./instance/texts.ts";
import {
  conversations,
  readConversation,
  removeConversation,
  unreadConversation,
} from "./conversations/conversations.ts";
import { setMarkers, showMarkers } from "./markers/markers.ts";
import { familiarFollowers, identityProofs } from "./accounts/familiar.ts";
import {
  accountEndorsements,
  endorse,
  endorsements,
  pinAccount,
  unendorse,
  unpinAccount,
} from "./accounts/endorse.ts";
import { accountNote } from "./accounts/note.ts";
import { changeFilter, createFilter, deleteFilter, filters, showFilter } from "./filters/filters.ts";
import {
  addFilterKeyword,
  changeFilterKeyword,
  deleteFilterKeyword,
  filterKeywords,
  showFilterKeyword,
} from "./filters/keywords.ts";
import { addFilterStatus, deleteFilterStatus, filterStatuses, showFilterStatus } from "./filters/statuses.ts";
import { changeFilterV1, createFilterV1, deleteFilterV1, filtersV1, showFilterV1 } from "./filters/v1.ts";
import { followedTags } from "./followed_tags/list.ts";
import { blockDomain, domainBlocks, previewDomainBlock, unblockDomain } from "./domain_blocks/list.ts";
import { authorizeFollowRequest, followRequests, rejectFollowRequest } from "./follow_requests/answer.ts";
import { showInstance, showInstanceV1 } from "./instance/show.ts";
import { changeMedia, removeMedia, showMedia } from "./media/show.ts";
import { changeProfile, removeAvatar, removeHeader, showProfile } from "./profile/profile.ts";
import { uploadMedia, uploadMediaV1 } from "./media/upload.ts";
import { addToList, listAccounts, removeFromList } from "./lists/accounts.ts";
import { changeList, createList, deleteList, lists, listsOfAccount, showList } from "./lists/lists.ts";
import { mutes } from "./mutes/list.ts";
import {
  changeNotificationPolicies,
  showNotificationPolicy,
  showNotificationPolicyV1,
} from "./notifications/policy.ts";
import {
  answerNotificationRequests,
  notificationRequests,
  notificationRequestsMerged,
  showNotificationRequest,
} from "./notifications/requests.ts";
import { unreadCount, unreadGroupCount } from "./notifications/unread.ts";
import {
  clearNotificationGroups,
  dismissNotificationGroup,
  notificationGroupAccounts,
  notificationGroups,
  showNotificationGroup,
} from "./notifications/grouped.ts";
import {
  clearNotifications,
  dismissNotification,
  notifications,
  showNotification,
} from "./notifications/list.ts";
import { showEmbed } from "./oembed/show.ts";
import { oneReaction, react, statusReactions, unreact } from "./pleroma/reactions.ts";
import { showPoll, votePoll } from "./polls/vote.ts";
import {
  changePushSubscription,
  showPushSubscription,
  subscribeToPush,
  unsubscribeFromPush,
} from "./push/subscription.ts";
import { fileReport } from "./reports/file.ts";
import { showPreferences } from "./preferences/show.ts";
import {
  accountFeaturedTags,
  featuredTags,
  featureTag,
  suggestedTags,
  unfeatureTag,
} from "./featured_tags/featured-tags.ts";
import {
  cancelScheduledStatus,
  moveScheduledStatus,
  scheduledStatuses,
  showScheduledStatus,
} from "./scheduled_statuses/scheduled-statuses.ts";
import { findAnything } from "./search/find.ts";
import { bookmark, bookmarks, unbookmark } from "./statuses/bookmark.ts";
import { deleteStatus, editStatus } from "./statuses/edit.ts";
import { favourite, favouritedBy, favourites, unfavourite } from "./statuses/favourite.ts";
import { postStatus } from "./statuses/post.ts";
import { muteThread, unmuteThread } from "./statuses/mute.ts";
import { pin, unpin } from "./statuses/pin.ts";
import { changePolicy, quotes, revokeQuote } from "./statuses/quotes.ts";
import { reblog, rebloggedBy, unreblog } from "./statuses/reblog.ts";
import { showSource, showStatus, showStatuses, statusContext, statusHistory } from "./statuses/show.ts";
import { translateStatus, translationLanguages } from "./statuses/translate.ts";
import { linkTimeline } from "./timelines/link.ts";
import { trendingLinks } from "./trends/links.ts";
import { allTrends, trendingStatuses, trendingTags } from "./trends/list.ts";
import { feature, followTag, showTag, unfeature, unfollowTag } from "./tags/show.ts";
import { homeTimeline } from "./timelines/home.ts";
import { listTimeline } from "./timelines/list.ts";
import { publicTimeline, tagTimeline } from "./timelines/public.ts";

/** Every operation of the API, each once. */
export const endpoints: readonly Endpoint[] = [
  accountEndorsements,
  accountFeaturedTags,
  accountNote,
  accountStatuses,
  addFilterKeyword,
  addFilterStatus,
  addToList,
  authorizeFollowRequest,
  block,
  blockDomain,
  blocks,
  bookmark,
  bookmarks,
  changeFilter,
  changeFilterKeyword,
  changeFilterV1,
  changeList,
  cancelScheduledStatus,
  changePolicy,
  ...answerNotificationRequests,
  ...changeNotificationPolicies,
  changePushSubscription,
  clearNotificationGroups,
  checkConfirmation,
  clearNotifications,
  conversations,
  createFilter,
  createFilterV1,
  createList,
  customEmojis,
  deleteFilter,
  deleteFilterKeyword,
  deleteFilterStatus,
  deleteFilterV1,
  deleteList,
  deleteStatus,
  directory,
  dismissNotification,
  dismissNotificationGroup,
  domainBlocks,
  editStatus,
  endorse,
  endorsements,
  familiarFollowers,
  favourite,
  favouritedBy,
  favourites,
  feature,
  featureTag,
  featuredTags,
  fileReport,
  filterKeywords,
  filterStatuses,
  filters,
  filtersV1,
  findAnything,
  follow,
  followRequests,
  followTag,
  followedTags,
  followers,
  following,
  giveToken,
  homeTimeline,
  identityProofs,
  introspectToken,
  listAccounts,
  listTimeline,
  lists,
  listsOfAccount,
  instanceActivity,
  instanceDescription,
  instanceDomainBlocks,
  instanceLanguages,
  instancePeers,
  instanceRules,
  lookupAccount,
  moveScheduledStatus,
  mute,
  muteThread,
  mutes,
  notificationGroupAccounts,
  notificationGroups,
  notificationRequests,
  notificationRequestsMerged,
  notifications,
  oauthMetadata,
  pin,
  oneReaction,
  pinAccount,
  postStatus,
  postUserInfo,
  previewDomainBlock,
  privacyPolicy,
  publicTimeline,
  quotes,
  react,
  readConversation,
  reblog,
  rebloggedBy,
  registerApp,
  rejectFollowRequest,
  relationships,
  removeConversation,
  removeFromFollowers,
  removeFromList,
  resendConfirmation,
  revokeQuote,
  revokeToken,
  signUp,
  scheduledStatuses,
  searchAccounts,
  searchPeers,
  setMarkers,
  showAccount,
  showAccounts,
  showEmbed,
  showInstance,
  showInstanceV1,
  showMarkers,
  showFilter,
  showFilterKeyword,
  showFilterStatus,
  showFilterV1,
  showList,
  showNotification,
  showNotificationGroup,
  showNotificationPolicy,
  showNotificationPolicyV1,
  showNotificationRequest,
  showPoll,
  showPreferences,
  showScheduledStatus,
  showPushSubscription,
  showSource,
  showStatus,
  showStatuses,
  showTag,
  showUserInfo,
  statusContext,
  statusHistory,
  statusReactions,
  subscribeToPush,
  suggestedTags,
  tagTimeline,
  translateStatus,
  translationLanguages,
  linkTimeline,
  trendingLinks,
  allTrends,
  trendingStatuses,
  trendingTags,
  terms,
  termsOfDay,
  unblock,
  unblockDomain,
  unbookmark,
  unendorse,
  unfavourite,
  unfeature,
  unfeatureTag,
  unfollow,
  unfollowTag,
  unmute,
  unmuteThread,
  unpin,
  unpinAccount,
  unreact,
  unreadConversation,
  unreadCount,
  unsubscribeFromPush,
  unreadGroupCount,
  unreblog,
  updateCredentials,
  verifyApp,
  verifyCredentials,
  changeMedia,
  removeMedia,
  showMedia,
  uploadMedia,
  uploadMediaV1,
  changeProfile,
  removeAvatar,
  removeHeader,
  showProfile,
  votePoll,
];
