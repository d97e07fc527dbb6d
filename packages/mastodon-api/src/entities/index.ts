export type { ReportEntity } from "./report.ts";
export type { AccountEntity, CredentialAccountEntity, MutedAccountEntity } from "./account.ts";
export { account, credentialAccount, renderAccount, renderCredentialAccount } from "./account.ts";
export type { ApplicationEntity, CredentialApplicationEntity } from "./application.ts";
export {
  application,
  credentialApplication,
  renderApplication,
  renderCredentialApplication,
} from "./application.ts";
export type { ApprovalEntity } from "./approval.ts";
export type { ContextEntity } from "./context.ts";
export { context, renderContext } from "./context.ts";
export type { ConversationEntity } from "./conversation.ts";
export { conversation, renderConversation } from "./conversation.ts";
export type { CustomEmojiEntity } from "./emoji.ts";
export { customEmoji, renderEmoji } from "./emoji.ts";
export type { FamiliarFollowersEntity } from "./familiar-followers.ts";
export { familiar, renderFamiliar } from "./familiar-followers.ts";
export type { FieldEntity } from "./field.ts";
export { field, renderField, renderPlainField } from "./field.ts";
export type { InstanceEntity, InstanceParts } from "./instance.ts";
export { instance, renderInstance } from "./instance.ts";
export type {
  DatedTextEntity,
  DomainBlockEntity,
  ExtendedDescriptionEntity,
  LanguageEntity,
  RuleEntity,
  TermsOfServiceEntity,
  WeekEntity,
} from "./instance-texts.ts";
export { rule, termsOfService } from "./instance-texts.ts";
export type { InstanceV1Entity } from "./instance-v1.ts";
export { instanceV1, renderInstanceV1 } from "./instance-v1.ts";
export type { MarkerEntity, MarkersEntity } from "./marker.ts";
export { markers, renderMarkers } from "./marker.ts";
export type {
  FilterEntity,
  FilterKeywordEntity,
  FilterResultEntity,
  FilterStatusEntity,
  FilterV1Entity,
} from "./filter.ts";
export { filter, renderFilter } from "./filter.ts";
export type { ListEntity } from "./list.ts";
export { list, renderList } from "./list.ts";
export type { MediaAttachmentEntity } from "./media.ts";
export { mediaAttachment, renderMedia, renderUpload } from "./media.ts";
export type { NotificationEntity } from "./notification.ts";
export { notification, renderNotification } from "./notification.ts";
export type {
  GroupedNotificationsEntity,
  NotificationGroupEntity,
  PartialAccountEntity,
} from "./notification-group.ts";
export { groupedNotifications, notificationGroup, renderGroups } from "./notification-group.ts";
export type { NotificationPolicyEntity, NotificationPolicyV1Entity } from "./notification-policy.ts";
export {
  notificationPolicy,
  notificationPolicyV1,
  renderNotificationPolicy,
  renderNotificationPolicyV1,
} from "./notification-policy.ts";
export type { NotificationRequestEntity } from "./notification-request.ts";
export { notificationRequest, renderNotificationRequest } from "./notification-request.ts";
export type { OEmbedEntity } from "./oembed.ts";
export { oEmbed, renderOEmbed } from "./oembed.ts";
export type { PollEntity, PollOptionEntity } from "./poll.ts";
export { poll, renderPoll } from "./poll.ts";
export type { PreferencesEntity } from "./preferences.ts";
export { preferences, renderPreferences } from "./preferences.ts";
export type { PreviewCardAuthorEntity, PreviewCardEntity, TrendingLinkEntity } from "./preview-card.ts";
export { previewCard, renderCard, renderTrendingLink, trendingLink } from "./preview-card.ts";
export type { TranslationEntity } from "./translation.ts";
export { renderTranslation, translation } from "./translation.ts";
export { type PushReader, renderPush } from "./push.ts";
export type { PushSubscriptionEntity } from "./push-subscription.ts";
export { renderPushSubscription, webPushSubscription } from "./push-subscription.ts";
export type { QuoteEntity } from "./quote.ts";
export type { ReactionEntity, ReactionsEntity } from "./reaction.ts";
export type { Reader } from "./reader.ts";
export type { RelationshipEntity } from "./relationship.ts";
export { relationship, renderRelationship } from "./relationship.ts";
export type { RoleEntity } from "./role.ts";
export type { SearchEntity } from "./search.ts";
export { renderFindings, search } from "./search.ts";
export type { DeletedStatusEntity, MentionEntity, StatusEntity } from "./status.ts";
export { deletedStatus, renderDeletedStatus, renderStatus, status } from "./status.ts";
export type { StatusEditEntity } from "./status-edit.ts";
export { renderHistory, statusEdit } from "./status-edit.ts";
export type { StatusSourceEntity } from "./status-source.ts";
export { renderSource, statusSource } from "./status-source.ts";
export type { TagEntity } from "./tag.ts";
export { featuredTag, renderFeaturedTag } from "./featured-tag.ts";
export type { FeaturedTagEntity } from "./featured-tag.ts";
export { renderTag, tag } from "./tag.ts";
export type { TokenEntity } from "./token.ts";
export { renderToken, token } from "./token.ts";
export type {
  ScheduledParamsEntity,
  ScheduledPollEntity,
  ScheduledStatusEntity,
} from "./scheduled-status.ts";
export { renderScheduledStatus, scheduledStatus } from "./scheduled-status.ts";
