export type {
  Account,
  AccountKind,
  Endpoints,
  NewAccount,
  Profile,
  ProfileField,
  Sanctioner,
} from "./accounts/account.ts";
export type { PictureName, ProfileDetails, ProfilePicture } from "./accounts/profile-details.ts";
export { detailsOf } from "./accounts/profile-details.ts";
export { pictureDescriptionCharacters } from "./accounts/profile-pictures.ts";
export { acct, isLocal } from "./accounts/account.ts";
export type { AccountStore, KeyPair, ProofKeyPair, PublicKeys, Sanction } from "./accounts/accounts.store.ts";
export type { AccountRules, Accounts, ProfileChange } from "./accounts/accounts.ts";
export type { InstanceActorNeeds } from "./accounts/instance-actor.ts";
export { ensureInstanceActor, instanceActorUri } from "./accounts/instance-actor.ts";
export { ensureProofKeys } from "./accounts/proof-keys.ts";
export type { Barrier, Block, BlockStore } from "./blocks/blocks.store.ts";
export type { BlockRules, Blocks, ReceivedBlock } from "./blocks/blocks.ts";
export type { BookmarkStore } from "./bookmarks/bookmarks.store.ts";
export type { Bookmarks } from "./bookmarks/bookmarks.ts";
export type { BoostStore } from "./boosts/boosts.store.ts";
export type { BoostRules, Boosts, ReceivedBoost } from "./boosts/boosts.ts";
export type { ConsequencesNeeds } from "./consequences.ts";
export { createConsequences } from "./consequences.ts";
export type {
  DeadChoice,
  DeadLetter,
  DeadLetters,
  WorkCounts,
  WorkKind,
} from "./delivery/dead-letters.store.ts";
export { workKinds } from "./delivery/dead-letters.store.ts";
export type { FollowersClaim, InboxStore, Incoming } from "./delivery/inbox.store.ts";
export type { Outgoing, OutboxStore, Subject } from "./delivery/outbox.store.ts";
export type { CustomEmoji } from "./emoji/custom-emoji.ts";
export type { Emoji, EmojiName } from "./emoji/emoji.ts";
export type { EmojiStore } from "./emoji/emoji.store.ts";
export type { EmojiRules, Emojis, NewEmoji, ToldEmoji } from "./emoji/emojis.ts";
export type { Directory } from "./directory/directory.ts";
export type { DirectoryQuery, DirectoryStore } from "./directory/directory.store.ts";
export type { About, BlockedServer, ShownTerms } from "./instance/about.ts";
export type { Week } from "./instance/activity.ts";
export type {
  InstanceStore,
  OperatorSetting,
  Rule,
  Terms,
  WeekOfActivity,
} from "./instance/instance.store.ts";
export type { DatedText, Openness, OperatorSettings } from "./instance/operator-settings.ts";
export { operatorSettings } from "./instance/operator-settings.ts";
export type {
  Conversation,
  ConversationEntry,
  ConversationStore,
} from "./conversations/conversations.store.ts";
export type { Conversations, ConversationView } from "./conversations/conversations.ts";
export type { MarkedTimeline, Marker, MarkerStore } from "./markers/markers.store.ts";
export type { Markers, ReadingMarkers } from "./markers/markers.ts";
export type { Endorsements } from "./endorsements/endorsements.ts";
export type { EndorsementStore } from "./endorsements/endorsements.store.ts";
export type { PrivateNotes } from "./private-notes/private-notes.ts";
export { maxNoteCharacters } from "./private-notes/private-notes.ts";
export type { PrivateNote, PrivateNoteStore } from "./private-notes/private-notes.store.ts";
export type { FavouriteStore } from "./favourites/favourites.store.ts";
export type { Favourites } from "./favourites/favourites.ts";
export type { Ears, Fediverse, FediverseNeeds, ReceivedBody } from "./federation.ts";
export { createFediverse } from "./federation.ts";
export type { Follow, FollowStore, Relation } from "./follows/follows.store.ts";
export type {
  FamiliarFollowers,
  FollowOptions,
  FollowRules,
  Follows,
  ReceivedFollow,
  Relationship,
} from "./follows/follows.ts";
export type { ActorSourceNeeds } from "./instance/actor-source.activity.ts";
export { createActorSource } from "./instance/actor-source.activity.ts";
export { createPolicy } from "./instance/policy.activity.ts";
export type { PolicyNeeds } from "./instance/policy.activity.ts";
export type { CollectionsNeeds } from "./instance/collections-needs.activity.ts";
export { createCollections } from "./instance/collections.activity.ts";
export { noSignUpSettings } from "./instance/instance.ts";
export type { SignUpSettings } from "./instance/instance.ts";
export type { Instance, InstanceFigures, InstanceSettings, Limits } from "./instance/instance.ts";
export type { JobName, JobsNeeds } from "./jobs.ts";
export { createJobs } from "./jobs.ts";
export type { Announcement, DomainEvent, EventOf, EventType } from "./kernel/event.ts";
export type {
  AccountId,
  ActorUri,
  AppId,
  BlockId,
  ConversationId,
  FollowId,
  Id,
  MediaId,
  FilterId,
  ListId,
  MuteId,
  NotificationId,
  ObjectUri,
  ReportId,
  ScheduledId,
  StatusId,
  TokenId,
  Uri,
  UserId,
} from "./kernel/id.ts";
export { compareIds, toId, toUri } from "./kernel/id.ts";
export type {
  Filter,
  FilterAction,
  FilterContext,
  FilterKeyword,
  FilterStatus,
  FilterStore,
  FilterTerms,
} from "./filters/filters.store.ts";
export type { FilterPart, Filters } from "./filters/filters.ts";
export type { FilterMatch } from "./filters/match.ts";
export { isHidden } from "./filters/match.ts";
export type { FilterWish, KeywordWish } from "./filters/terms.ts";
export { filterLimits } from "./filters/terms.ts";
export type { List, ListChange, ListStore, RepliesPolicy } from "./lists/lists.store.ts";
export type { Lists, NewList } from "./lists/lists.ts";
export { listLimits } from "./lists/lists.ts";
export type { Page, Paged, Row } from "./kernel/paging.ts";
export { paged } from "./kernel/paging.ts";
export type { FieldFault, RefusalCode } from "./kernel/refusal.ts";
export { createIds, firstIdAt } from "./kernel/snowflake.ts";
export { Refusal } from "./kernel/refusal.ts";
export { htmlToText, safeHtml } from "./kernel/html.ts";
export { fieldToHtml, plainToHtml } from "./kernel/render-text.ts";
export { normaliseTag, shortcodesIn } from "./kernel/text.ts";
export { toNfc } from "./kernel/tidy.ts";
export { Unavailable } from "./kernel/unavailable.ts";
export type { Milliseconds } from "./kernel/time.ts";
export { after, days, hours, minutes, seconds } from "./kernel/time.ts";
export type { Home } from "./kernel/untrusted.ts";
export type { ByteSource, Measure, Measured } from "./media/media-body.ts";
export { checkDigest, chunksOf, createMeasure, streamOf } from "./media/media-body.ts";
export type {
  ByteRange,
  MediaBody,
  MediaFault,
  MediaFiles,
  NewMedia,
  OpenMedia,
  StoredMedia,
} from "./media/media-files.ts";
export { MediaFilesError } from "./media/media-files.ts";
export type { KeptRemote, RemoteMediaStore, RemoteSize } from "./media/remote-media.store.ts";
export { readRemoteSize } from "./media/remote-media.store.ts";
export type { RemoteMedia } from "./media/remote-media.ts";
export type { MediaLinks } from "./media/media-links.ts";
export { createMediaLinks } from "./media/media-links.ts";
export type { Filming, FilmingFault, FilmingOptions, MadeFilm } from "./media/filming.ts";
export { FilmingError, filmLimits } from "./media/filming.ts";
export type { ProcessUploadsNeeds } from "./media/process-uploads.ts";
export { processUploads } from "./media/process-uploads.ts";
export { fileAddress } from "./media/media-address.ts";
export type { Imaging, ImagingFault, MadePicture, MadePictures, PictureWish } from "./media/imaging.ts";
export { ImagingError, pictureLimits } from "./media/imaging.ts";
export type { ClaimedUpload, MediaStore, UploadChange } from "./media/media.store.ts";
export type { MediaNeeds } from "./media/media-needs.ts";
export type { TendMediaNeeds } from "./media/tend-media.ts";
export { tendMedia } from "./media/tend-media.ts";
export type { Media } from "./media/media.ts";
export type { MediaWords } from "./media/upload.ts";
export { descriptionCharacters } from "./media/media.ts";
export { uploadLimits } from "./media/pictures.ts";
export type { MediaFormat, Sniffed } from "./media/sniff.ts";
export { sniff } from "./media/sniff.ts";
export type { Focus, MediaKind, OwnMedia, ShownFile, StatusMedia } from "./media/status-media.ts";
export type { MadeMedia, Upload } from "./media/upload.ts";
export { asStatusMedia } from "./media/upload.ts";
export type { MediaKey, MediaType, ReadMediaKey } from "./media/media-key.ts";
export { mediaTypes, newMediaKey, readMediaKey } from "./media/media-key.ts";
export type { DomainRule, DomainRuleStore } from "./domains/domain-rules.store.ts";
export type { Treatment } from "./domains/treatment.ts";
export type { Domains } from "./domains/domains.ts";
export type { Letter, LetterKind, OutgoingLetter } from "./letters/letter.ts";
export type { ClaimedLetter, LetterStore } from "./letters/letters.store.ts";
export { sendLetters } from "./letters/send-letters.ts";
export type { Moderation } from "./moderation/moderation.ts";
export type { MoveStore } from "./moves/moves.store.ts";
export type { MoveRules, Moves } from "./moves/moves.ts";
export type { MutedThread, MutedThreadStore } from "./mutes/muted-threads.store.ts";
export type { MutedThreads } from "./mutes/muted-threads.ts";
export type { Mute, MuteStore } from "./mutes/mutes.store.ts";
export type { MutedAccount, MuteOptions, Mutes } from "./mutes/mutes.ts";
export type {
  GroupFilter,
  GroupSpan,
  NewNotification,
  Notification,
  NotificationFilter,
  NotificationGroup,
  NotificationGroupStore,
  NotificationStore,
  NotificationType,
} from "./notifications/notifications.store.ts";
export { groupableTypes, groupSpan, idInKey, keyOf, ungroupedKey } from "./notifications/group.ts";
export type { GroupView, NotificationGroups } from "./notifications/grouped.ts";
export {
  type NotificationPolicy,
  type Reception,
  type SenderSort,
  usualPolicy,
} from "./notifications/policy.ts";
export type {
  HeldBack,
  NotificationPolicyStore,
  NotificationRequest,
  NotificationRequestId,
  NotificationRequestStore,
} from "./notifications/requests.store.ts";
export type { NewPushSubscription, Push, Subscriber } from "./push/push.ts";
export type {
  ClaimedPush,
  PushAlert,
  PushKeys,
  PushPolicy,
  PushStore,
  PushSubscription,
  PushSubscriptionId,
  PushTarget,
  PushWishes,
} from "./push/push.store.ts";
export { pushKeptFor, sendPushes, type SendPushesNeeds } from "./push/send-pushes.ts";
export type { NotificationRequests, PolicyView, RequestView } from "./notifications/requests.ts";
export type { NotificationView } from "./notifications/notification-view.ts";
export type { Notifications } from "./notifications/notifications.ts";
export type { PolicyStore } from "./interactions/policies.store.ts";
export type { Circle, InteractionPolicy, Leave, Permission, QuotePolicy } from "./interactions/policy.ts";
export type { QuoteRules, QuoteWish, StampVerdict } from "./quotes/quote-rules.ts";
export type { IncomingQuote, Quote, QuoteState, ShownQuoteState } from "./quotes/quote.ts";
export type { Quotes } from "./quotes/quotes.ts";
export type { QuoteStore } from "./quotes/quotes.store.ts";
export type { Reaction, ReactionCount } from "./reactions/reaction.ts";
export type { ReactionRules, Reactions, ReactionView, ToldReaction } from "./reactions/reactions.ts";
export type { ReactionStore } from "./reactions/reactions.store.ts";
export type { IncomingPoll } from "./polls/poll.ts";
export type { Errand, ErrandKind, ErrandStore } from "./backfill/errands.store.ts";
export type { PinRules, Pins } from "./pins/pins.ts";
export { maxPins } from "./pins/pins.ts";
export type { PinStore } from "./pins/pins.store.ts";
export type { Relays } from "./relays/relays.ts";
export type { Relay, RelayKind, RelayStore } from "./relays/relays.store.ts";
export type { FeaturedTag, FeaturedTagStore } from "./tags/featured-tags.store.ts";
export type { FeaturedTagRules, FeaturedTags } from "./tags/featured-tags.ts";
export { maxFeaturedTags } from "./tags/featured-tags.ts";
export type { Poll, PollOption, PollTerms, PollView, Tally } from "./polls/poll.ts";
export type { PollRules, Polls, ReceivedVotes } from "./polls/polls.ts";
export type { Ballot, PollStore } from "./polls/polls.store.ts";
export { tendPolls } from "./polls/tend.ts";
export type { PollDraft } from "./polls/terms.ts";
export { pollLimits } from "./polls/terms.ts";
export type {
  Clock,
  Digests,
  EventLog,
  Ids,
  KeyPairs,
  Mailer,
  MailRoutes,
  PushMessage,
  PushService,
  Passwords,
  Remote,
  Stream,
} from "./ports.ts";
export type { Report, ReportCategory, ReportFilter, ReportStore } from "./reports/reports.store.ts";
export type { NewReport, ReceivedReport, ReportRules, Reports, ReportView } from "./reports/reports.ts";
export type { Card } from "./cards/card.ts";
export type { CardStore, UsedCard, WantedCard } from "./cards/cards.store.ts";
export { linkIn } from "./cards/links.ts";
export type { Condition, FoundPage, Possession, SearchStore, StatusSearch } from "./search/search.store.ts";
export { type Scheduled, scheduledLimits, type ScheduledView } from "./scheduled/scheduled.ts";
export type {
  PlannedPost,
  ScheduledLimits,
  ScheduledPost,
  ScheduledStore,
} from "./scheduled/scheduled.store.ts";
export type { Findings, Query, Search } from "./search/search.ts";
export type { SecondFactors } from "./sign-in/second-factor.ts";
export type { SecondFactor, SecondFactorStore } from "./sign-in/second-factors.store.ts";
export type { Credentials, Proved } from "./sign-in/credentials.ts";
export type { Applicant, Confirmed, SignUps, SignUpWish } from "./sign-in/sign-up.ts";
export type { Invite, InviteStore, SignUp, SignUpStore } from "./sign-in/sign-ups.store.ts";
export type { Pass, PassPurpose, PassStore } from "./sign-in/passes.store.ts";
export type { Phrase } from "./search/words.ts";
export { namePartsOf, phraseOf, searchedText, wordsOf } from "./search/words.ts";
export type {
  App,
  AppStore,
  AuthorizationCode,
  CodeStore,
  Preferences,
  Role,
  Session,
  SessionStore,
  Token,
  TokenStore,
  User,
  UserStore,
} from "./sign-in/sign-in.store.ts";
export type { GrantedToken, NewUser, Principal, SignedIn, SignIn } from "./sign-in/sign-in.ts";
export type { Social, SocialNeeds, SocialRules } from "./social.ts";
export { createSocial } from "./social.ts";
export type { IdempotencyStore } from "./statuses/idempotency.store.ts";
export type {
  Edit,
  NewStatus,
  QuoteView,
  Revision,
  Status,
  StatusView,
  ViewerMarks,
  Visibility,
} from "./statuses/status.ts";
export type { AccountStatusesFilter, StatusStore } from "./statuses/statuses.store.ts";
export type {
  Draft,
  EditDraft,
  MediaEdit,
  NewPost,
  ReceivedEdit,
  ReceivedTerms,
  ArrivalExtras,
  Statuses,
  StatusRules,
} from "./statuses/statuses.ts";
export { maxAttachments } from "./statuses/attachments.ts";
export type { Storage, Stores, Transact, Work } from "./stores.ts";
export type { FollowedTagStore } from "./tags/followed-tags.store.ts";
export type { FollowedTags } from "./tags/followed-tags.ts";
export { maxFollowedTags } from "./tags/followed-tags.ts";
export type { Tag, TagDay, TagStore } from "./tags/tags.store.ts";
export type { Tags } from "./tags/tags.ts";
export type { PublicFilter, TagFilter, TimelineStore } from "./timelines/timelines.store.ts";
export type { ReviewedTrend, Trend, TrendKind, TrendPage, TrendStore, Use } from "./trends/trends.store.ts";
export type { StatusTranslation, Translation } from "./translation/translation.ts";
export type { Translated, Translator } from "./translation/translator.ts";
export type { TrendingLink, TrendList, TrendMode, TrendPart, Trends } from "./trends/trends.ts";
export { tendTrends } from "./trends/tend-trends.ts";
export type { Timelines } from "./timelines/timelines.ts";
