// Made by scripts/client-types.ts from the declarations of the API.

/** The entity of this name. */
export type Account = { readonly id: string; readonly username: string; readonly acct: string; readonly url: string | null; readonly uri: string; readonly display_name: string; readonly note: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly header: string; readonly header_static: string; readonly header_description: string; readonly locked: boolean; readonly fields: readonly (Field)[]; readonly emojis: readonly (CustomEmoji)[]; readonly bot: boolean; readonly group: boolean; readonly discoverable: boolean | null; readonly indexable: boolean; readonly noindex?: boolean; readonly suspended?: boolean; readonly limited?: boolean; readonly created_at: string; readonly last_status_at: string | null; readonly statuses_count: number; readonly followers_count: number; readonly following_count: number; readonly hide_collections: boolean | null; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string; readonly color: string })[]; readonly feature_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" } };
/** The entity of this name. */
export type Application = { readonly id: string; readonly name: string; readonly website: string | null; readonly scopes: readonly (string)[]; readonly redirect_uris: readonly (string)[]; readonly redirect_uri: string; readonly vapid_key: string };
/** The entity of this name. */
export type Context = { readonly ancestors: readonly (Status)[]; readonly descendants: readonly (Status)[] };
/** The entity of this name. */
export type Conversation = { readonly id: string; readonly unread: boolean; readonly accounts: readonly (Account)[]; readonly last_status: Status | null };
/** The entity of this name. */
export type CredentialAccount = { readonly id: string; readonly username: string; readonly acct: string; readonly url: string | null; readonly uri: string; readonly display_name: string; readonly note: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly header: string; readonly header_static: string; readonly header_description: string; readonly locked: boolean; readonly fields: readonly (Field)[]; readonly emojis: readonly (CustomEmoji)[]; readonly bot: boolean; readonly group: boolean; readonly discoverable: boolean | null; readonly indexable: boolean; readonly noindex?: boolean; readonly suspended?: boolean; readonly limited?: boolean; readonly created_at: string; readonly last_status_at: string | null; readonly statuses_count: number; readonly followers_count: number; readonly following_count: number; readonly hide_collections: boolean | null; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string; readonly color: string })[]; readonly feature_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" }; readonly source: { readonly attribution_domains: readonly (string)[]; readonly note: string; readonly fields: readonly (Field)[]; readonly privacy: "public" | "unlisted" | "private" | "direct"; readonly sensitive: boolean; readonly language: string | null; readonly follow_requests_count: number; readonly hide_collections: boolean | null; readonly discoverable: boolean | null; readonly indexable: boolean; readonly quote_policy: "public" | "followers" | "nobody" }; readonly role: { readonly id: string; readonly name: string; readonly color: string; readonly permissions: string; readonly highlighted: boolean; readonly collection_limit: number } };
/** The entity of this name. */
export type CredentialApplication = { readonly id: string; readonly name: string; readonly website: string | null; readonly scopes: readonly (string)[]; readonly redirect_uris: readonly (string)[]; readonly redirect_uri: string; readonly vapid_key: string; readonly client_id: string; readonly client_secret: string; readonly client_secret_expires_at: number };
/** The entity of this name. */
export type CustomEmoji = { readonly shortcode: string; readonly url: string; readonly static_url: string; readonly visible_in_picker: boolean; readonly category: string | null };
/** The entity of this name. */
export type DeletedStatus = { readonly id: string; readonly uri: string; readonly url: string | null; readonly created_at: string; readonly edited_at: string | null; readonly account: Account; readonly visibility: "public" | "unlisted" | "private" | "direct"; readonly sensitive: boolean; readonly spoiler_text: string; readonly media_attachments: readonly (MediaAttachment)[]; readonly application?: { readonly name: string; readonly website: string | null } | null; readonly mentions: readonly ({ readonly id: string; readonly username: string; readonly url: string; readonly acct: string })[]; readonly tags: readonly ({ readonly name: string; readonly url: string })[]; readonly emojis: readonly (CustomEmoji)[]; readonly reblogs_count: number; readonly favourites_count: number; readonly quotes_count: number; readonly replies_count: number; readonly in_reply_to_id: string | null; readonly in_reply_to_account_id: string | null; readonly reblog: Status | null; readonly poll: Poll | null; readonly card: PreviewCard | null; readonly quote: { readonly state: "pending" | "accepted" | "rejected" | "revoked" | "deleted" | "unauthorized" | "blocked_account" | "muted_account"; readonly quoted_status: Status | null } | { readonly state: "pending" | "accepted" | "rejected" | "revoked" | "deleted" | "unauthorized" | "blocked_account" | "muted_account"; readonly quoted_status_id: string | null } | null; readonly language: string | null; readonly quote_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" }; readonly pleroma?: { readonly emoji_reactions: readonly ({ readonly name: string; readonly count: number; readonly me: boolean; readonly url: string | null })[] }; readonly favourited?: boolean; readonly reblogged?: boolean; readonly muted?: boolean; readonly bookmarked?: boolean; readonly pinned?: boolean; readonly filtered?: readonly ({ readonly filter: Filter; readonly keyword_matches: readonly (string)[] | null; readonly status_matches: readonly (string)[] | null })[]; readonly text: string };
/** The entity of this name. */
export type Error = { readonly error: string; readonly error_description?: string };
/** The entity of this name. */
export type Familiar = { readonly id: string; readonly accounts: readonly (Account)[] };
/** The entity of this name. */
export type FeaturedTag = { readonly id: string; readonly name: string; readonly url: string; readonly statuses_count: string; readonly last_status_at: string | null };
/** The entity of this name. */
export type Field = { readonly name: string; readonly value: string; readonly verified_at: string | null };
/** The entity of this name. */
export type Filter = { readonly id: string; readonly title: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly expires_at: string | null; readonly filter_action: "warn" | "hide" | "blur"; readonly keywords?: readonly ({ readonly id: string; readonly keyword: string; readonly whole_word: boolean })[]; readonly statuses?: readonly ({ readonly id: string; readonly status_id: string })[] };
/** The entity of this name. */
export type GroupedNotifications = { readonly accounts: readonly (Account)[]; readonly partial_accounts?: readonly ({ readonly id: string; readonly acct: string; readonly url: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly locked: boolean; readonly bot: boolean })[]; readonly statuses: readonly (Status)[]; readonly notification_groups: readonly (NotificationGroup)[] };
/** The entity of this name. */
export type Instance = { readonly domain: string; readonly title: string; readonly version: string; readonly source_url: string; readonly description: string; readonly wrapstodon: null; readonly usage: { readonly users: { readonly active_month: number } }; readonly thumbnail: { readonly url: string; readonly description: string }; readonly icon: readonly (unknown)[]; readonly languages: readonly (string)[]; readonly configuration: { readonly urls: { readonly streaming: string; readonly status: string | null; readonly about: string; readonly privacy_policy: string | null; readonly terms_of_service: string | null }; readonly vapid: { readonly public_key: string }; readonly accounts: Readonly<Record<string, number>>; readonly statuses: Readonly<Record<string, number>>; readonly media_attachments: Readonly<Record<string, number | readonly (string)[]>>; readonly polls: Readonly<Record<string, number>>; readonly translation: { readonly enabled: boolean }; readonly timelines_access: { readonly live_feeds: { readonly local: "public" | "authenticated" | "disabled"; readonly remote: "public" | "authenticated" | "disabled" }; readonly hashtag_feeds: { readonly local: "public" | "authenticated" | "disabled"; readonly remote: "public" | "authenticated" | "disabled" }; readonly trending_link_feeds: { readonly local: "public" | "authenticated" | "disabled"; readonly remote: "public" | "authenticated" | "disabled" } }; readonly limited_federation: boolean }; readonly registrations: { readonly enabled: boolean; readonly approval_required: boolean; readonly message: string | null; readonly min_age: number | null; readonly reason_required: boolean | null; readonly url: string | null }; readonly api_versions: { readonly mastodon: number }; readonly contact: { readonly email: string; readonly account: Account | null }; readonly rules: readonly (Rule)[] };
/** The entity of this name. */
export type InstanceV1 = { readonly uri: string; readonly title: string; readonly short_description: string; readonly description: string; readonly email: string; readonly version: string; readonly urls: { readonly streaming_api: string }; readonly stats: { readonly user_count: number; readonly status_count: number; readonly domain_count: number }; readonly thumbnail: string | null; readonly languages: readonly (string)[]; readonly registrations: boolean; readonly approval_required: boolean; readonly invites_enabled: boolean; readonly configuration: { readonly accounts: Readonly<Record<string, number>>; readonly statuses: Readonly<Record<string, number>>; readonly media_attachments: Readonly<Record<string, number | readonly (string)[]>>; readonly polls: Readonly<Record<string, number>> }; readonly contact_account: Account | null; readonly rules: readonly (Rule)[] };
/** The entity of this name. */
export type List = { readonly id: string; readonly title: string; readonly replies_policy: "followed" | "list" | "none"; readonly exclusive: boolean };
/** The entity of this name. */
export type Markers = { readonly home?: { readonly last_read_id: string; readonly version: number; readonly updated_at: string }; readonly notifications?: { readonly last_read_id: string; readonly version: number; readonly updated_at: string } };
/** The entity of this name. */
export type MediaAttachment = { readonly id: string; readonly type: "unknown" | "image" | "gifv" | "video" | "audio"; readonly url: string | null; readonly preview_url: string | null; readonly remote_url: string | null; readonly meta: { readonly original?: { readonly width: number; readonly height: number; readonly size: string; readonly aspect: number } | { readonly width?: number; readonly height?: number; readonly frame_rate?: string; readonly duration?: number; readonly bitrate?: number }; readonly small?: { readonly width: number; readonly height: number; readonly size: string; readonly aspect: number }; readonly focus?: { readonly x: number; readonly y: number } } | null; readonly description: string | null; readonly blurhash: string | null };
/** The entity of this name. */
export type Notification = { readonly id: string; readonly type: "mention" | "status" | "reblog" | "follow" | "follow_request" | "favourite" | "update" | "poll" | "quote" | "quoted_update"; readonly group_key: string; readonly created_at: string; readonly account: Account; readonly status?: Status };
/** The entity of this name. */
export type NotificationGroup = { readonly group_key: string; readonly notifications_count: number; readonly type: "mention" | "status" | "reblog" | "follow" | "follow_request" | "favourite" | "update" | "poll" | "quote" | "quoted_update"; readonly most_recent_notification_id: number; readonly page_min_id?: string; readonly page_max_id?: string; readonly latest_page_notification_at?: string; readonly sample_account_ids: readonly (string)[]; readonly status_id?: string };
/** The entity of this name. */
export type NotificationPolicy = { readonly for_not_following: "accept" | "filter" | "drop"; readonly for_not_followers: "accept" | "filter" | "drop"; readonly for_new_accounts: "accept" | "filter" | "drop"; readonly for_private_mentions: "accept" | "filter" | "drop"; readonly for_limited_accounts: "accept" | "filter" | "drop"; readonly summary: { readonly pending_requests_count: number; readonly pending_notifications_count: number } };
/** The entity of this name. */
export type NotificationPolicyV1 = { readonly filter_not_following: boolean; readonly filter_not_followers: boolean; readonly filter_new_accounts: boolean; readonly filter_private_mentions: boolean; readonly summary: { readonly pending_requests_count: number; readonly pending_notifications_count: number } };
/** The entity of this name. */
export type NotificationRequest = { readonly id: string; readonly created_at: string; readonly updated_at: string; readonly account: Account; readonly notifications_count: string; readonly last_status?: Status };
/** The entity of this name. */
export type OEmbed = { readonly type: "rich"; readonly version: "1.0"; readonly author_name: string; readonly author_url: string; readonly provider_name: string; readonly provider_url: string; readonly cache_age: number; readonly html: string; readonly width: number; readonly height: number | null };
/** The entity of this name. */
export type Poll = { readonly id: string; readonly expires_at: string | null; readonly expired: boolean; readonly multiple: boolean; readonly votes_count: number; readonly voters_count: number | null; readonly options: readonly ({ readonly title: string; readonly votes_count: number | null })[]; readonly emojis: readonly (CustomEmoji)[]; readonly voted?: boolean; readonly own_votes?: readonly (number)[] };
/** The entity of this name. */
export type Preferences = { readonly "posting:default:visibility": "public" | "unlisted" | "private" | "direct"; readonly "posting:default:sensitive": boolean; readonly "posting:default:language": string | null; readonly "reading:expand:media": "default" | "show_all" | "hide_all"; readonly "reading:expand:spoilers": boolean };
/** The entity of this name. */
export type PreviewCard = { readonly url: string; readonly title: string; readonly description: string; readonly language: string | null; readonly type: "link"; readonly authors: readonly ({ readonly name: string; readonly url: string; readonly account: Account | null })[]; readonly author_name: string; readonly author_url: string; readonly provider_name: string; readonly provider_url: string; readonly html: ""; readonly width: number; readonly height: number; readonly image: null; readonly image_description: string; readonly embed_url: ""; readonly blurhash: null; readonly published_at: string | null };
/** The entity of this name. */
export type Relationship = { readonly id: string; readonly following: boolean; readonly showing_reblogs: boolean; readonly notifying: boolean; readonly languages: readonly (string)[] | null; readonly followed_by: boolean; readonly blocking: boolean; readonly blocked_by: boolean; readonly muting: boolean; readonly muting_notifications: boolean; readonly muting_expires_at: string | null; readonly requested: boolean; readonly requested_by: boolean; readonly domain_blocking: boolean; readonly endorsed: boolean; readonly note: string };
/** The entity of this name. */
export type Rule = { readonly id: string; readonly text: string; readonly hint: string; readonly translations: Readonly<Record<string, { readonly text: string; readonly hint: string }>> };
/** The entity of this name. */
export type ScheduledStatus = { readonly id: string; readonly scheduled_at: string; readonly params: { readonly text: string; readonly poll: { readonly options: readonly (string)[]; readonly expires_in: number; readonly multiple: boolean; readonly hide_totals: boolean } | null; readonly media_ids: readonly (string)[] | null; readonly sensitive: boolean | null; readonly spoiler_text: string | null; readonly visibility: "public" | "unlisted" | "private" | "direct" | null; readonly in_reply_to_id: string | null; readonly quoted_status_id: string | null; readonly application_id: string | null; readonly quote_approval_policy: string | null; readonly language: string | null; readonly scheduled_at: null; readonly idempotency: null; readonly with_rate_limit: boolean }; readonly media_attachments: readonly (MediaAttachment)[]; readonly error?: string };
/** The entity of this name. */
export type Search = { readonly accounts: readonly (Account)[]; readonly statuses: readonly (Status)[]; readonly hashtags: readonly (Tag)[] };
/** The entity of this name. */
export type Status = { readonly id: string; readonly uri: string; readonly url: string | null; readonly created_at: string; readonly edited_at: string | null; readonly account: Account; readonly visibility: "public" | "unlisted" | "private" | "direct"; readonly sensitive: boolean; readonly spoiler_text: string; readonly media_attachments: readonly (MediaAttachment)[]; readonly application?: { readonly name: string; readonly website: string | null } | null; readonly mentions: readonly ({ readonly id: string; readonly username: string; readonly url: string; readonly acct: string })[]; readonly tags: readonly ({ readonly name: string; readonly url: string })[]; readonly emojis: readonly (CustomEmoji)[]; readonly reblogs_count: number; readonly favourites_count: number; readonly quotes_count: number; readonly replies_count: number; readonly in_reply_to_id: string | null; readonly in_reply_to_account_id: string | null; readonly reblog: Status | null; readonly poll: Poll | null; readonly card: PreviewCard | null; readonly quote: { readonly state: "pending" | "accepted" | "rejected" | "revoked" | "deleted" | "unauthorized" | "blocked_account" | "muted_account"; readonly quoted_status: Status | null } | { readonly state: "pending" | "accepted" | "rejected" | "revoked" | "deleted" | "unauthorized" | "blocked_account" | "muted_account"; readonly quoted_status_id: string | null } | null; readonly language: string | null; readonly quote_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" }; readonly pleroma?: { readonly emoji_reactions: readonly ({ readonly name: string; readonly count: number; readonly me: boolean; readonly url: string | null })[] }; readonly favourited?: boolean; readonly reblogged?: boolean; readonly muted?: boolean; readonly bookmarked?: boolean; readonly pinned?: boolean; readonly filtered?: readonly ({ readonly filter: Filter; readonly keyword_matches: readonly (string)[] | null; readonly status_matches: readonly (string)[] | null })[]; readonly content: string };
/** The entity of this name. */
export type StatusEdit = { readonly content: string; readonly spoiler_text: string; readonly sensitive: boolean; readonly created_at: string; readonly account: Account; readonly media_attachments: readonly (MediaAttachment)[]; readonly emojis: readonly (CustomEmoji)[]; readonly quote: null; readonly poll?: { readonly options: readonly ({ readonly title: string })[] } };
/** The entity of this name. */
export type StatusSource = { readonly id: string; readonly text: string; readonly spoiler_text: string };
/** The entity of this name. */
export type Tag = { readonly id: string; readonly name: string; readonly url: string; readonly history: readonly ({ readonly day: string; readonly uses: string; readonly accounts: string })[]; readonly following?: boolean; readonly featuring?: boolean };
/** The entity of this name. */
export type TermsOfService = { readonly effective_date: string; readonly effective: boolean; readonly content: string; readonly succeeded_by: string | null };
/** The entity of this name. */
export type Token = { readonly access_token: string; readonly token_type: "Bearer"; readonly scope: string; readonly created_at: number };
/** The entity of this name. */
export type Translation = { readonly content: string; readonly spoiler_text: string; readonly language: string; readonly poll?: { readonly id: string; readonly options: readonly ({ readonly title: string })[] }; readonly media_attachments: readonly ({ readonly id: string; readonly description: string })[]; readonly detected_source_language: string; readonly provider: string };
/** The entity of this name. */
export type TrendingLink = { readonly url: string; readonly title: string; readonly description: string; readonly language: string | null; readonly type: "link"; readonly authors: readonly ({ readonly name: string; readonly url: string; readonly account: Account | null })[]; readonly author_name: string; readonly author_url: string; readonly provider_name: string; readonly provider_url: string; readonly html: ""; readonly width: number; readonly height: number; readonly image: null; readonly image_description: string; readonly embed_url: ""; readonly blurhash: null; readonly published_at: string | null; readonly history: readonly ({ readonly day: string; readonly uses: string; readonly accounts: string })[] };
/** The entity of this name. */
export type WebPushSubscription = { readonly id: number; readonly endpoint: string; readonly standard: boolean; readonly server_key: string; readonly policy: "all" | "followed" | "follower" | "none"; readonly alerts: { readonly mention: boolean; readonly quote: boolean; readonly status: boolean; readonly reblog: boolean; readonly follow: boolean; readonly follow_request: boolean; readonly favourite: boolean; readonly poll: boolean; readonly update: boolean; readonly quoted_update: boolean; readonly "admin.sign_up": boolean; readonly "admin.report": boolean } };

/** Every entity that has a name, by it. */
export interface Entities {
  readonly Account: Account;
  readonly Application: Application;
  readonly Context: Context;
  readonly Conversation: Conversation;
  readonly CredentialAccount: CredentialAccount;
  readonly CredentialApplication: CredentialApplication;
  readonly CustomEmoji: CustomEmoji;
  readonly DeletedStatus: DeletedStatus;
  readonly Error: Error;
  readonly Familiar: Familiar;
  readonly FeaturedTag: FeaturedTag;
  readonly Field: Field;
  readonly Filter: Filter;
  readonly GroupedNotifications: GroupedNotifications;
  readonly Instance: Instance;
  readonly InstanceV1: InstanceV1;
  readonly List: List;
  readonly Markers: Markers;
  readonly MediaAttachment: MediaAttachment;
  readonly Notification: Notification;
  readonly NotificationGroup: NotificationGroup;
  readonly NotificationPolicy: NotificationPolicy;
  readonly NotificationPolicyV1: NotificationPolicyV1;
  readonly NotificationRequest: NotificationRequest;
  readonly OEmbed: OEmbed;
  readonly Poll: Poll;
  readonly Preferences: Preferences;
  readonly PreviewCard: PreviewCard;
  readonly Relationship: Relationship;
  readonly Rule: Rule;
  readonly ScheduledStatus: ScheduledStatus;
  readonly Search: Search;
  readonly Status: Status;
  readonly StatusEdit: StatusEdit;
  readonly StatusSource: StatusSource;
  readonly Tag: Tag;
  readonly TermsOfService: TermsOfService;
  readonly Token: Token;
  readonly Translation: Translation;
  readonly TrendingLink: TrendingLink;
  readonly WebPushSubscription: WebPushSubscription;
}

/** Every operation, by its method and path: what it takes and what it answers. */
export interface Operations {
  /** Removes a conversation from the viewer's list, until its next status. */
  readonly "DELETE /api/v1/conversations/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Lets those of a server come again. */
  readonly "DELETE /api/v1/domain_blocks": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly domain: string }; readonly reply: Readonly<Record<string, never>> };
  /** Takes a hashtag from the viewer's page. */
  readonly "DELETE /api/v1/featured_tags/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes a keyword, and the filter with its last one. */
  readonly "DELETE /api/v1/filters/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes a list; its members stay followed. */
  readonly "DELETE /api/v1/lists/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Takes accounts out of a list. */
  readonly "DELETE /api/v1/lists/:id/accounts": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly account_ids: readonly (string)[] }; readonly reply: Readonly<Record<string, never>> };
  /** Takes away an upload that no status shows. */
  readonly "DELETE /api/v1/media/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Takes a reaction back. */
  readonly "DELETE /api/v1/pleroma/statuses/:id/reactions/:emoji": { readonly params: { readonly id: string; readonly emoji: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Takes the avatar from the viewer's own profile. */
  readonly "DELETE /api/v1/profile/avatar": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: CredentialAccount };
  /** Takes the header from the viewer's own profile. */
  readonly "DELETE /api/v1/profile/header": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: CredentialAccount };
  /** Lets the app sleep. */
  readonly "DELETE /api/v1/push/subscription": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes a post that waits for its time. */
  readonly "DELETE /api/v1/scheduled_statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Deletes one of the viewer's statuses, and answers with what was typed. */
  readonly "DELETE /api/v1/statuses/:id": { readonly params: { readonly id: string }; readonly query: { readonly delete_media?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: DeletedStatus };
  /** Removes a filter. */
  readonly "DELETE /api/v2/filters/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes a keyword from its filter. */
  readonly "DELETE /api/v2/filters/keywords/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Lets a filter name a status no longer. */
  readonly "DELETE /api/v2/filters/statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Tells where and how apps get tokens (RFC 8414). */
  readonly "GET /.well-known/oauth-authorization-server": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly issuer: string; readonly authorization_endpoint: string; readonly token_endpoint: string; readonly revocation_endpoint: string; readonly introspection_endpoint: string; readonly userinfo_endpoint: string; readonly app_registration_endpoint: string; readonly service_documentation: string; readonly scopes_supported: readonly (string)[]; readonly response_types_supported: readonly (string)[]; readonly response_modes_supported: readonly (string)[]; readonly grant_types_supported: readonly (string)[]; readonly token_endpoint_auth_methods_supported: readonly (string)[]; readonly code_challenge_methods_supported: readonly (string)[]; readonly authorization_response_iss_parameter_supported: boolean } };
  /** Shows how another site can put a public status of this server into a page of its own. */
  readonly "GET /api/oembed": { readonly params: undefined; readonly query: { readonly url: string; readonly maxwidth?: number; readonly maxheight?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: OEmbed };
  /** Shows several accounts; those that do not exist are left out. */
  readonly "GET /api/v1/accounts": { readonly params: undefined; readonly query: { readonly id?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Shows an account. */
  readonly "GET /api/v1/accounts/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Account };
  /** Lists whom an account shows on its page. */
  readonly "GET /api/v1/accounts/:id/endorsements": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists the hashtags that an account shows on its page. */
  readonly "GET /api/v1/accounts/:id/featured_tags": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (FeaturedTag)[] };
  /** Lists who follows an account. */
  readonly "GET /api/v1/accounts/:id/followers": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists whom an account follows. */
  readonly "GET /api/v1/accounts/:id/following": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists proofs of a kind that exists no longer: none, for any account. */
  readonly "GET /api/v1/accounts/:id/identity_proofs": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (unknown)[] };
  /** Lists those of the viewer's lists that hold an account. */
  readonly "GET /api/v1/accounts/:id/lists": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (List)[] };
  /** Lists an account's statuses, as far as the viewer may see them. */
  readonly "GET /api/v1/accounts/:id/statuses": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number; readonly only_media?: boolean; readonly exclude_replies?: boolean; readonly exclude_reblogs?: boolean; readonly pinned?: boolean; readonly tagged?: string }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Tells whom the viewer follows among the followers of other accounts. */
  readonly "GET /api/v1/accounts/familiar_followers": { readonly params: undefined; readonly query: { readonly id?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Familiar)[] };
  /** Finds an account by its handle among those that are known here. */
  readonly "GET /api/v1/accounts/lookup": { readonly params: undefined; readonly query: { readonly acct?: string }; readonly headers: undefined; readonly body: undefined; readonly reply: Account };
  /** Tells what other accounts are to the viewer. */
  readonly "GET /api/v1/accounts/relationships": { readonly params: undefined; readonly query: { readonly id?: readonly (string)[]; readonly with_suspended?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Relationship)[] };
  /** Searches accounts by handle and name. */
  readonly "GET /api/v1/accounts/search": { readonly params: undefined; readonly query: { readonly q: string; readonly limit?: number; readonly offset?: number; readonly resolve?: boolean; readonly following?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Shows the viewer's own account. */
  readonly "GET /api/v1/accounts/verify_credentials": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: CredentialAccount };
  /** Shows the app that a token belongs to. */
  readonly "GET /api/v1/apps/verify_credentials": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Application };
  /** Lists whom the viewer blocks. */
  readonly "GET /api/v1/blocks": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists the viewer's bookmarks, the latest first. */
  readonly "GET /api/v1/bookmarks": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists the viewer's conversations by direct statuses, newest first; paged by their last statuses. */
  readonly "GET /api/v1/conversations": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Conversation)[] };
  /** Lists the emoji that this server offers to writers. */
  readonly "GET /api/v1/custom_emojis": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (CustomEmoji)[] };
  /** Lists accounts that want to be found: who posted last first, or who is new. */
  readonly "GET /api/v1/directory": { readonly params: undefined; readonly query: { readonly limit?: number; readonly offset?: number; readonly order?: "active" | "new"; readonly local?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists the servers that the viewer blocks. */
  readonly "GET /api/v1/domain_blocks": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (string)[] };
  /** Tells how many follows would end if the viewer blocked a server. */
  readonly "GET /api/v1/domain_blocks/preview": { readonly params: undefined; readonly query: { readonly domain: string }; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly following_count: number; readonly followers_count: number } };
  /** Whether the viewer's address of mail is confirmed. */
  readonly "GET /api/v1/emails/check_confirmation": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: boolean };
  /** Lists whom the viewer shows on their page. */
  readonly "GET /api/v1/endorsements": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists the viewer's favourites, the latest first. */
  readonly "GET /api/v1/favourites": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists the hashtags that the viewer shows on their page. */
  readonly "GET /api/v1/featured_tags": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (FeaturedTag)[] };
  /** Lists the hashtags that the viewer uses most and does not show on their page. */
  readonly "GET /api/v1/featured_tags/suggestions": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Tag)[] };
  /** Lists the keywords of the viewer's filters, each as a filter of its own. */
  readonly "GET /api/v1/filters": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly id: string; readonly phrase: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly whole_word: boolean; readonly expires_at: string | null; readonly irreversible: boolean })[] };
  /** Shows a keyword as a filter of its own. */
  readonly "GET /api/v1/filters/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly id: string; readonly phrase: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly whole_word: boolean; readonly expires_at: string | null; readonly irreversible: boolean } };
  /** Lists who asks to follow the viewer. */
  readonly "GET /api/v1/follow_requests": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Lists the hashtags that the viewer follows, the last followed first. */
  readonly "GET /api/v1/followed_tags": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Tag)[] };
  /** Shows what this server says of itself, in the older form. */
  readonly "GET /api/v1/instance": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: InstanceV1 };
  /** Tells how much happened here in each of the last twelve weeks, the newest first. */
  readonly "GET /api/v1/instance/activity": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly week: string; readonly statuses: string; readonly logins: string; readonly registrations: string })[] };
  /** Lists the servers that this one blocks or limits, where its operator tells the caller. */
  readonly "GET /api/v1/instance/domain_blocks": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly domain: string; readonly digest: string; readonly severity: "silence" | "suspend"; readonly comment?: string })[] };
  /** Shows what this server says of itself at length; empty where it says nothing. */
  readonly "GET /api/v1/instance/extended_description": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly updated_at: string | null; readonly content: string } };
  /** Lists the languages in which a status can say that it is written. */
  readonly "GET /api/v1/instance/languages": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly code: string; readonly name: string })[] };
  /** Lists the servers that this one knows and does not block. */
  readonly "GET /api/v1/instance/peers": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (string)[] };
  /** Shows what this server does with what it knows of people. */
  readonly "GET /api/v1/instance/privacy_policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly updated_at: string; readonly content: string } };
  /** Lists the rules that people here agree to. */
  readonly "GET /api/v1/instance/rules": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Rule)[] };
  /** Shows the terms that hold, or the first that will. */
  readonly "GET /api/v1/instance/terms_of_service": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: TermsOfService };
  /** Shows the terms that hold from a day on. */
  readonly "GET /api/v1/instance/terms_of_service/:date": { readonly params: { readonly date: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: TermsOfService };
  /** Shows into which languages statuses can be translated, by the language that they are in. */
  readonly "GET /api/v1/instance/translation_languages": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, readonly (string)[]>> };
  /** Lists the viewer's lists. */
  readonly "GET /api/v1/lists": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (List)[] };
  /** Shows a list. */
  readonly "GET /api/v1/lists/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: List };
  /** Lists the members of a list. */
  readonly "GET /api/v1/lists/:id/accounts": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Shows how far the viewer has read the timelines that are named. */
  readonly "GET /api/v1/markers": { readonly params: undefined; readonly query: { readonly timeline?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: Markers };
  /** Shows an upload of the viewer's that no status shows yet. 206 while it is still being processed. */
  readonly "GET /api/v1/media/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: MediaAttachment };
  /** Lists whom the viewer mutes. */
  readonly "GET /api/v1/mutes": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly id: string; readonly username: string; readonly acct: string; readonly url: string | null; readonly uri: string; readonly display_name: string; readonly note: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly header: string; readonly header_static: string; readonly header_description: string; readonly locked: boolean; readonly fields: readonly ({ readonly name: string; readonly value: string; readonly verified_at: string | null })[]; readonly emojis: readonly ({ readonly shortcode: string; readonly url: string; readonly static_url: string; readonly visible_in_picker: boolean; readonly category: string | null })[]; readonly bot: boolean; readonly group: boolean; readonly discoverable: boolean | null; readonly indexable: boolean; readonly noindex?: boolean; readonly suspended?: boolean; readonly limited?: boolean; readonly created_at: string; readonly last_status_at: string | null; readonly statuses_count: number; readonly followers_count: number; readonly following_count: number; readonly hide_collections: boolean | null; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string; readonly color: string })[]; readonly feature_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" }; readonly mute_expires_at: string | null })[] };
  /** Lists what the viewer is told, the latest first. */
  readonly "GET /api/v1/notifications": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number; readonly types?: readonly (string)[]; readonly exclude_types?: readonly (string)[]; readonly supported_types?: readonly (string)[]; readonly account_id?: string; readonly include_filtered?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Notification)[] };
  /** Shows one notification. */
  readonly "GET /api/v1/notifications/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Notification };
  /** Shows what becomes of news from strangers, as version 1 says it. */
  readonly "GET /api/v1/notifications/policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: NotificationPolicyV1 };
  /** Lists those whose news is held back, the latest first. */
  readonly "GET /api/v1/notifications/requests": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (NotificationRequest)[] };
  /** Shows one whose news is held back. */
  readonly "GET /api/v1/notifications/requests/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: NotificationRequest };
  /** Says whether all news that was let through is among the notifications by now. */
  readonly "GET /api/v1/notifications/requests/merged": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly merged: boolean } };
  /** Counts what came after the viewer's marker, no further than the limit. */
  readonly "GET /api/v1/notifications/unread_count": { readonly params: undefined; readonly query: { readonly limit?: number; readonly types?: readonly (string)[]; readonly exclude_types?: readonly (string)[]; readonly supported_types?: readonly (string)[]; readonly account_id?: string; readonly include_filtered?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly count: number } };
  /** Finds up to ten servers that this one knows, by the beginning of their names. */
  readonly "GET /api/v1/peers/search": { readonly params: undefined; readonly query: { readonly q: string }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (string)[] };
  /** Lists the reactions to a status, with those who gave them. */
  readonly "GET /api/v1/pleroma/statuses/:id/reactions": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly name: string; readonly count: number; readonly me: boolean; readonly url: string | null; readonly accounts: readonly ({ readonly id: string; readonly username: string; readonly acct: string; readonly url: string | null; readonly uri: string; readonly display_name: string; readonly note: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly header: string; readonly header_static: string; readonly header_description: string; readonly locked: boolean; readonly fields: readonly ({ readonly name: string; readonly value: string; readonly verified_at: string | null })[]; readonly emojis: readonly ({ readonly shortcode: string; readonly url: string; readonly static_url: string; readonly visible_in_picker: boolean; readonly category: string | null })[]; readonly bot: boolean; readonly group: boolean; readonly discoverable: boolean | null; readonly indexable: boolean; readonly noindex?: boolean; readonly suspended?: boolean; readonly limited?: boolean; readonly created_at: string; readonly last_status_at: string | null; readonly statuses_count: number; readonly followers_count: number; readonly following_count: number; readonly hide_collections: boolean | null; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string; readonly color: string })[]; readonly feature_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" } })[] })[] };
  /** Lists who reacted to a status with one emoji. */
  readonly "GET /api/v1/pleroma/statuses/:id/reactions/:emoji": { readonly params: { readonly id: string; readonly emoji: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly name: string; readonly count: number; readonly me: boolean; readonly url: string | null; readonly accounts: readonly ({ readonly id: string; readonly username: string; readonly acct: string; readonly url: string | null; readonly uri: string; readonly display_name: string; readonly note: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly header: string; readonly header_static: string; readonly header_description: string; readonly locked: boolean; readonly fields: readonly ({ readonly name: string; readonly value: string; readonly verified_at: string | null })[]; readonly emojis: readonly ({ readonly shortcode: string; readonly url: string; readonly static_url: string; readonly visible_in_picker: boolean; readonly category: string | null })[]; readonly bot: boolean; readonly group: boolean; readonly discoverable: boolean | null; readonly indexable: boolean; readonly noindex?: boolean; readonly suspended?: boolean; readonly limited?: boolean; readonly created_at: string; readonly last_status_at: string | null; readonly statuses_count: number; readonly followers_count: number; readonly following_count: number; readonly hide_collections: boolean | null; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string; readonly color: string })[]; readonly feature_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" } })[] })[] };
  /** Shows a poll; how one of another server stands is asked for anew. */
  readonly "GET /api/v1/polls/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Poll };
  /** Shows how the viewer likes to post and read. */
  readonly "GET /api/v1/preferences": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Preferences };
  /** Shows the viewer's own profile as it was written. */
  readonly "GET /api/v1/profile": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly id: string; readonly display_name: string; readonly note: string; readonly fields: readonly ({ readonly name: string; readonly value: string; readonly verified_at: string | null })[]; readonly avatar: string | null; readonly avatar_static: string | null; readonly avatar_description: string; readonly header: string | null; readonly header_static: string | null; readonly header_description: string; readonly locked: boolean; readonly bot: boolean; readonly hide_collections: boolean | null; readonly discoverable: boolean | null; readonly indexable: boolean; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly attribution_domains: readonly (string)[] } };
  /** Shows what the app is woken for. */
  readonly "GET /api/v1/push/subscription": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: WebPushSubscription };
  /** Lists the viewer's posts that wait for their time, the last written first. */
  readonly "GET /api/v1/scheduled_statuses": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (ScheduledStatus)[] };
  /** Shows one of the viewer's posts that wait for their time. */
  readonly "GET /api/v1/scheduled_statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: ScheduledStatus };
  /** Shows several statuses; those that the viewer cannot see are left out. */
  readonly "GET /api/v1/statuses": { readonly params: undefined; readonly query: { readonly id?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Shows a status. */
  readonly "GET /api/v1/statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Shows what stands before and after a status in its thread. */
  readonly "GET /api/v1/statuses/:id/context": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Context };
  /** Lists who favourited a status. */
  readonly "GET /api/v1/statuses/:id/favourited_by": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Shows every state of a status, oldest first. */
  readonly "GET /api/v1/statuses/:id/history": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (StatusEdit)[] };
  /** Lists statuses that quote this one with its author's consent, the latest first. */
  readonly "GET /api/v1/statuses/:id/quotes": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists who boosted a status. */
  readonly "GET /api/v1/statuses/:id/reblogged_by": { readonly params: { readonly id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Shows what the viewer typed. */
  readonly "GET /api/v1/statuses/:id/source": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: StatusSource };
  /** Shows a hashtag and its last seven days. */
  readonly "GET /api/v1/tags/:name": { readonly params: { readonly name: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Tag };
  /** Lists the statuses of the viewer and of whom the viewer follows. */
  readonly "GET /api/v1/timelines/home": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists public statuses that link to an address which trends. */
  readonly "GET /api/v1/timelines/link": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number; readonly url: string }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists the statuses of a list's members. */
  readonly "GET /api/v1/timelines/list/:list_id": { readonly params: { readonly list_id: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists public statuses. */
  readonly "GET /api/v1/timelines/public": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number; readonly local?: boolean; readonly remote?: boolean; readonly only_media?: boolean }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists public statuses that carry a tag. */
  readonly "GET /api/v1/timelines/tag/:hashtag": { readonly params: { readonly hashtag: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number; readonly local?: boolean; readonly remote?: boolean; readonly only_media?: boolean; readonly any?: readonly (string)[]; readonly all?: readonly (string)[]; readonly none?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists the hashtags that many people use just now. */
  readonly "GET /api/v1/trends": { readonly params: undefined; readonly query: { readonly limit?: number; readonly offset?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Tag)[] };
  /** Lists the links that many people share just now. */
  readonly "GET /api/v1/trends/links": { readonly params: undefined; readonly query: { readonly limit?: number; readonly offset?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (TrendingLink)[] };
  /** Lists the statuses that many people favourite and boost just now. */
  readonly "GET /api/v1/trends/statuses": { readonly params: undefined; readonly query: { readonly limit?: number; readonly offset?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Status)[] };
  /** Lists the hashtags that many people use just now. */
  readonly "GET /api/v1/trends/tags": { readonly params: undefined; readonly query: { readonly limit?: number; readonly offset?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Tag)[] };
  /** Lists the viewer's filters. */
  readonly "GET /api/v2/filters": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Filter)[] };
  /** Lists the keywords of a filter. */
  readonly "GET /api/v2/filters/:filter_id/keywords": { readonly params: { readonly filter_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly id: string; readonly keyword: string; readonly whole_word: boolean })[] };
  /** Lists the statuses that a filter names. */
  readonly "GET /api/v2/filters/:filter_id/statuses": { readonly params: { readonly filter_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: readonly ({ readonly id: string; readonly status_id: string })[] };
  /** Shows a filter. */
  readonly "GET /api/v2/filters/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Filter };
  /** Shows a keyword of a filter. */
  readonly "GET /api/v2/filters/keywords/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly id: string; readonly keyword: string; readonly whole_word: boolean } };
  /** Shows a status that a filter names. */
  readonly "GET /api/v2/filters/statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly id: string; readonly status_id: string } };
  /** Shows what this server says of itself. */
  readonly "GET /api/v2/instance": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Instance };
  /** Lists what the viewer is told, news of one sort together, the latest first. */
  readonly "GET /api/v2/notifications": { readonly params: undefined; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number; readonly types?: readonly (string)[]; readonly exclude_types?: readonly (string)[]; readonly supported_types?: readonly (string)[]; readonly account_id?: string; readonly include_filtered?: boolean; readonly grouped_types?: readonly (string)[]; readonly expand_accounts?: "full" | "partial_avatars" }; readonly headers: undefined; readonly body: undefined; readonly reply: GroupedNotifications };
  /** Shows one group of notifications. */
  readonly "GET /api/v2/notifications/:group_key": { readonly params: { readonly group_key: string }; readonly query: { readonly supported_types?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: GroupedNotifications };
  /** Lists who did what stands in a group of notifications, the latest first. */
  readonly "GET /api/v2/notifications/:group_key/accounts": { readonly params: { readonly group_key: string }; readonly query: { readonly max_id?: string; readonly since_id?: string; readonly min_id?: string; readonly limit?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: readonly (Account)[] };
  /** Shows what becomes of news from strangers, and how much is held back. */
  readonly "GET /api/v2/notifications/policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: NotificationPolicy };
  /** Counts groups with something that came after the viewer's marker, no further than the limit. */
  readonly "GET /api/v2/notifications/unread_count": { readonly params: undefined; readonly query: { readonly limit?: number; readonly types?: readonly (string)[]; readonly exclude_types?: readonly (string)[]; readonly supported_types?: readonly (string)[]; readonly account_id?: string; readonly include_filtered?: boolean; readonly grouped_types?: readonly (string)[] }; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly count: number } };
  /** Searches accounts, statuses and hashtags, on request also at the server that an address names. */
  readonly "GET /api/v2/search": { readonly params: undefined; readonly query: { readonly q: string; readonly type?: "accounts" | "statuses" | "hashtags"; readonly resolve?: boolean; readonly following?: boolean; readonly exclude_unreviewed?: boolean; readonly account_id?: string; readonly max_id?: string; readonly min_id?: string; readonly limit?: number; readonly offset?: number }; readonly headers: undefined; readonly body: undefined; readonly reply: Search };
  /** Tells whose account a token is for, as OpenID Connect names things. */
  readonly "GET /oauth/userinfo": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly iss: string; readonly sub: string; readonly name: string; readonly preferred_username: string; readonly profile: string; readonly picture: string } };
  /** Changes the viewer's profile and preferences. */
  readonly "PATCH /api/v1/accounts/update_credentials": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly display_name?: string; readonly note?: string; readonly locked?: boolean; readonly bot?: boolean; readonly discoverable?: boolean; readonly indexable?: boolean; readonly hide_collections?: boolean; readonly fields_attributes?: readonly ({ readonly name?: string; readonly value?: string })[]; readonly avatar?: Blob; readonly avatar_description?: string; readonly header?: Blob; readonly header_description?: string; readonly attribution_domains?: readonly (string)[]; readonly source?: { readonly privacy?: "public" | "unlisted" | "private" | "direct"; readonly sensitive?: boolean; readonly language?: string; readonly quote_policy?: "public" | "followers" | "nobody" } }; readonly reply: CredentialAccount };
  /** Changes what becomes of news from strangers, as version 1 says it. */
  readonly "PATCH /api/v1/notifications/policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly filter_not_following?: boolean; readonly filter_not_followers?: boolean; readonly filter_new_accounts?: boolean; readonly filter_private_mentions?: boolean }; readonly reply: NotificationPolicyV1 };
  /** Changes the viewer's own profile, pictures among it. */
  readonly "PATCH /api/v1/profile": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly display_name?: string; readonly note?: string; readonly locked?: boolean; readonly bot?: boolean; readonly discoverable?: boolean; readonly indexable?: boolean; readonly hide_collections?: boolean; readonly fields_attributes?: readonly ({ readonly name?: string; readonly value?: string })[]; readonly avatar?: Blob; readonly avatar_description?: string; readonly header?: Blob; readonly header_description?: string; readonly attribution_domains?: readonly (string)[]; readonly show_media?: boolean; readonly show_media_replies?: boolean; readonly show_featured?: boolean }; readonly reply: { readonly id: string; readonly display_name: string; readonly note: string; readonly fields: readonly ({ readonly name: string; readonly value: string; readonly verified_at: string | null })[]; readonly avatar: string | null; readonly avatar_static: string | null; readonly avatar_description: string; readonly header: string | null; readonly header_static: string | null; readonly header_description: string; readonly locked: boolean; readonly bot: boolean; readonly hide_collections: boolean | null; readonly discoverable: boolean | null; readonly indexable: boolean; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly attribution_domains: readonly (string)[] } };
  /** Changes what becomes of news from strangers. */
  readonly "PATCH /api/v2/notifications/policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly for_not_following?: "accept" | "filter" | "drop"; readonly for_not_followers?: "accept" | "filter" | "drop"; readonly for_new_accounts?: "accept" | "filter" | "drop"; readonly for_private_mentions?: "accept" | "filter" | "drop"; readonly for_limited_accounts?: "accept" | "filter" | "drop" }; readonly reply: NotificationPolicy };
  /** Makes an account. The token is good for nothing until the address of mail is confirmed. */
  readonly "POST /api/v1/accounts": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly username?: string; readonly email?: string; readonly password?: string; readonly agreement?: boolean; readonly locale?: string; readonly reason?: string; readonly date_of_birth?: string; readonly invite_code?: string }; readonly reply: Token };
  /** Keeps an account away, and ends the follows between the two. */
  readonly "POST /api/v1/accounts/:id/block": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Shows an account on the viewer's page. */
  readonly "POST /api/v1/accounts/:id/endorse": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Follows an account, or asks to; a second call changes the options. */
  readonly "POST /api/v1/accounts/:id/follow": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly reblogs?: boolean; readonly notify?: boolean; readonly languages?: readonly (string)[] }; readonly reply: Relationship };
  /** Hides an account from the viewer; a second call changes for how long, and whether its news too. */
  readonly "POST /api/v1/accounts/:id/mute": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly notifications?: boolean; readonly duration?: number }; readonly reply: Relationship };
  /** Keeps a note about an account that the viewer alone reads; an empty one removes it. */
  readonly "POST /api/v1/accounts/:id/note": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly comment?: string }; readonly reply: Relationship };
  /** Shows an account on the viewer's page (the older name of `endorse`). */
  readonly "POST /api/v1/accounts/:id/pin": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Ends another's follow of the viewer. */
  readonly "POST /api/v1/accounts/:id/remove_from_followers": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Lets an account come again. */
  readonly "POST /api/v1/accounts/:id/unblock": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Takes an account from the viewer's page. */
  readonly "POST /api/v1/accounts/:id/unendorse": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Stops following an account, or takes the request back. */
  readonly "POST /api/v1/accounts/:id/unfollow": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Shows an account to the viewer again. */
  readonly "POST /api/v1/accounts/:id/unmute": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Takes an account from the viewer's page (the older name of `unendorse`). */
  readonly "POST /api/v1/accounts/:id/unpin": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Registers an app. The secret is shown this once. */
  readonly "POST /api/v1/apps": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly client_name: string; readonly redirect_uris: readonly (string)[]; readonly scopes?: string; readonly website?: string }; readonly reply: CredentialApplication };
  /** Says that the viewer has read a conversation. */
  readonly "POST /api/v1/conversations/:id/read": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Conversation };
  /** Says that the viewer has yet to read a conversation. */
  readonly "POST /api/v1/conversations/:id/unread": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Conversation };
  /** Keeps everybody of a server away, and ends the follows between them and the viewer. */
  readonly "POST /api/v1/domain_blocks": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly domain: string }; readonly reply: Readonly<Record<string, never>> };
  /** Sends the letter that confirms an address again, to another one where that is given. */
  readonly "POST /api/v1/emails/confirmations": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly email?: string }; readonly reply: Readonly<Record<string, never>> };
  /** Shows a hashtag on the viewer's page. */
  readonly "POST /api/v1/featured_tags": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly name: string }; readonly reply: FeaturedTag };
  /** Makes a filter of one keyword. */
  readonly "POST /api/v1/filters": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly phrase: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly irreversible?: boolean; readonly whole_word?: boolean; readonly expires_in?: "never" | number }; readonly reply: { readonly id: string; readonly phrase: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly whole_word: boolean; readonly expires_at: string | null; readonly irreversible: boolean } };
  /** Lets somebody follow the viewer. */
  readonly "POST /api/v1/follow_requests/:account_id/authorize": { readonly params: { readonly account_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Refuses somebody's request to follow the viewer. */
  readonly "POST /api/v1/follow_requests/:account_id/reject": { readonly params: { readonly account_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Relationship };
  /** Makes a list, which nobody else sees. */
  readonly "POST /api/v1/lists": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly title: string; readonly replies_policy?: "followed" | "list" | "none"; readonly exclusive?: boolean }; readonly reply: List };
  /** Takes accounts that the viewer follows into a list. */
  readonly "POST /api/v1/lists/:id/accounts": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly account_ids: readonly (string)[] }; readonly reply: Readonly<Record<string, never>> };
  /** Says how far the viewer has read; refused when another app said so in the same moment. */
  readonly "POST /api/v1/markers": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly home?: { readonly last_read_id: string }; readonly notifications?: { readonly last_read_id: string } }; readonly reply: Markers };
  /** Takes a picture, film or sound, and answers when it is ready. */
  readonly "POST /api/v1/media": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly description?: string; readonly focus?: string; readonly thumbnail?: Blob; readonly file?: Blob }; readonly reply: MediaAttachment };
  /** Removes one notification. */
  readonly "POST /api/v1/notifications/:id/dismiss": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes all notifications. */
  readonly "POST /api/v1/notifications/clear": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Lets through those whose news is held back, from now on too, for one request. */
  readonly "POST /api/v1/notifications/requests/:id/accept": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes what is held back, for one request. */
  readonly "POST /api/v1/notifications/requests/:id/dismiss": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Lets through those whose news is held back, from now on too, for several requests. */
  readonly "POST /api/v1/notifications/requests/accept": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly id?: readonly (string)[] }; readonly reply: Readonly<Record<string, never>> };
  /** Removes what is held back, for several requests. */
  readonly "POST /api/v1/notifications/requests/dismiss": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly id?: readonly (string)[] }; readonly reply: Readonly<Record<string, never>> };
  /** Chooses options of a poll by their place. */
  readonly "POST /api/v1/polls/:id/votes": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly choices?: readonly (number)[] }; readonly reply: Poll };
  /** Lets the app be woken for news by a push service, in the place of what it asked for before. */
  readonly "POST /api/v1/push/subscription": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string }; readonly standard?: boolean }; readonly data?: { readonly alerts?: { readonly mention?: boolean; readonly quote?: boolean; readonly status?: boolean; readonly reblog?: boolean; readonly follow?: boolean; readonly follow_request?: boolean; readonly favourite?: boolean; readonly poll?: boolean; readonly update?: boolean; readonly quoted_update?: boolean; readonly "admin.sign_up"?: boolean; readonly "admin.report"?: boolean }; readonly policy?: "all" | "followed" | "follower" | "none" } }; readonly reply: WebPushSubscription };
  /** Reports an account, and statuses of it, to those who moderate; and to its own server where it is forwarded. */
  readonly "POST /api/v1/reports": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly account_id?: string; readonly status_ids?: readonly (string)[]; readonly comment?: string; readonly forward?: boolean; readonly category?: "spam" | "legal" | "violation" | "other"; readonly rule_ids?: unknown; readonly collection_ids?: unknown }; readonly reply: { readonly id: string; readonly action_taken: boolean; readonly action_taken_at: string | null; readonly category: "spam" | "legal" | "violation" | "other"; readonly comment: string; readonly forwarded: boolean; readonly created_at: string; readonly status_ids: readonly (string)[]; readonly collection_ids: readonly (string)[]; readonly rule_ids: readonly (string)[]; readonly target_account: { readonly id: string; readonly username: string; readonly acct: string; readonly url: string | null; readonly uri: string; readonly display_name: string; readonly note: string; readonly avatar: string; readonly avatar_static: string; readonly avatar_description: string; readonly header: string; readonly header_static: string; readonly header_description: string; readonly locked: boolean; readonly fields: readonly ({ readonly name: string; readonly value: string; readonly verified_at: string | null })[]; readonly emojis: readonly ({ readonly shortcode: string; readonly url: string; readonly static_url: string; readonly visible_in_picker: boolean; readonly category: string | null })[]; readonly bot: boolean; readonly group: boolean; readonly discoverable: boolean | null; readonly indexable: boolean; readonly noindex?: boolean; readonly suspended?: boolean; readonly limited?: boolean; readonly created_at: string; readonly last_status_at: string | null; readonly statuses_count: number; readonly followers_count: number; readonly following_count: number; readonly hide_collections: boolean | null; readonly show_media: boolean; readonly show_media_replies: boolean; readonly show_featured: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string; readonly color: string })[]; readonly feature_approval: { readonly automatic: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly manual: readonly ("public" | "followers" | "following" | "unsupported_policy")[]; readonly current_user: "automatic" | "manual" | "denied" | "unknown" | "missing" } } } };
  /** Posts a status. A repeated request with the same Idempotency-Key gets the status that the first one made. */
  readonly "POST /api/v1/statuses": { readonly params: undefined; readonly query: undefined; readonly headers: { readonly "idempotency-key"?: string }; readonly body: { readonly status?: string; readonly spoiler_text?: string; readonly sensitive?: boolean; readonly language?: string; readonly visibility?: "public" | "unlisted" | "private" | "direct"; readonly in_reply_to_id?: string; readonly media_ids?: readonly (string)[]; readonly poll?: { readonly options?: readonly (string)[]; readonly expires_in: number; readonly multiple?: boolean; readonly hide_totals?: boolean }; readonly scheduled_at?: string; readonly quoted_status_id?: string; readonly quote_approval_policy?: "public" | "followers" | "nobody" }; readonly reply: Status | ScheduledStatus };
  /** Keeps a status for later; nobody else learns of it. */
  readonly "POST /api/v1/statuses/:id/bookmark": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Adds a status to the viewer's favourites. */
  readonly "POST /api/v1/statuses/:id/favourite": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Keeps away news of the whole conversation that a status belongs to. */
  readonly "POST /api/v1/statuses/:id/mute": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Shows one of the viewer's own statuses first on their page. */
  readonly "POST /api/v1/statuses/:id/pin": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Takes back the consent to be quoted by a status. */
  readonly "POST /api/v1/statuses/:id/quotes/:quoting_status_id/revoke": { readonly params: { readonly id: string; readonly quoting_status_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Boosts a status, and answers with the boost that holds it. */
  readonly "POST /api/v1/statuses/:id/reblog": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly visibility?: "public" | "unlisted" | "private" }; readonly reply: Status };
  /** Translates a status that everybody may read, where the server has somebody who does. */
  readonly "POST /api/v1/statuses/:id/translate": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly lang?: string }; readonly reply: Translation };
  /** Takes a status out of the viewer's bookmarks. */
  readonly "POST /api/v1/statuses/:id/unbookmark": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Takes a status out of the viewer's favourites. */
  readonly "POST /api/v1/statuses/:id/unfavourite": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Lets news of a conversation come again. */
  readonly "POST /api/v1/statuses/:id/unmute": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Shows a status in its place again. */
  readonly "POST /api/v1/statuses/:id/unpin": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Takes a boost back, and answers with the status that is no longer boosted. */
  readonly "POST /api/v1/statuses/:id/unreblog": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Shows a hashtag on the viewer's page. */
  readonly "POST /api/v1/tags/:name/feature": { readonly params: { readonly name: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Tag };
  /** Follows a hashtag: public statuses that carry it come into the viewer's home. */
  readonly "POST /api/v1/tags/:name/follow": { readonly params: { readonly name: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Tag };
  /** Takes a hashtag from the viewer's page. */
  readonly "POST /api/v1/tags/:name/unfeature": { readonly params: { readonly name: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Tag };
  /** Follows a hashtag no longer. */
  readonly "POST /api/v1/tags/:name/unfollow": { readonly params: { readonly name: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Tag };
  /** Makes a filter, with keywords. */
  readonly "POST /api/v2/filters": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly title: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly filter_action?: "warn" | "hide" | "blur"; readonly expires_in?: "never" | number; readonly keywords_attributes?: readonly ({ readonly id?: string; readonly keyword?: string; readonly whole_word?: boolean; readonly _destroy?: boolean })[] }; readonly reply: Filter };
  /** Adds a keyword to a filter. */
  readonly "POST /api/v2/filters/:filter_id/keywords": { readonly params: { readonly filter_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly keyword: string; readonly whole_word?: boolean }; readonly reply: { readonly id: string; readonly keyword: string; readonly whole_word: boolean } };
  /** Lets a filter match a status, whatever it says. */
  readonly "POST /api/v2/filters/:filter_id/statuses": { readonly params: { readonly filter_id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly status_id?: string }; readonly reply: { readonly id: string; readonly status_id: string } };
  /** Takes a picture, film or sound that a status is to show. 202 while it is still being processed. */
  readonly "POST /api/v2/media": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly description?: string; readonly focus?: string; readonly thumbnail?: Blob; readonly file?: Blob }; readonly reply: MediaAttachment };
  /** Removes a group of notifications. */
  readonly "POST /api/v2/notifications/:group_key/dismiss": { readonly params: { readonly group_key: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Removes all notifications. */
  readonly "POST /api/v2/notifications/clear": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Readonly<Record<string, never>> };
  /** Tells an app whether a token of its own holds, and for what (RFC 7662). */
  readonly "POST /oauth/introspect": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly client_id?: string; readonly client_secret?: string; readonly token?: string; readonly token_type_hint?: string }; readonly reply: { readonly active: boolean; readonly scope?: string; readonly client_id?: string; readonly token_type?: "Bearer"; readonly sub?: string; readonly username?: string; readonly iss?: string } };
  /** Takes a token back (RFC 7009). One that holds no longer is no fault; one of another app is. */
  readonly "POST /oauth/revoke": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly client_id?: string; readonly client_secret?: string; readonly token?: string; readonly token_type_hint?: string }; readonly reply: Readonly<Record<string, never>> };
  /** Gives an app a token, for a code or for itself. */
  readonly "POST /oauth/token": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly grant_type?: string; readonly client_id?: string; readonly client_secret?: string; readonly code?: string; readonly redirect_uri?: string; readonly code_verifier?: string; readonly scope?: string }; readonly reply: Token };
  /** Tells whose account a token is for, as OpenID Connect names things. */
  readonly "POST /oauth/userinfo": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: { readonly iss: string; readonly sub: string; readonly name: string; readonly preferred_username: string; readonly profile: string; readonly picture: string } };
  /** Changes a filter of one keyword. */
  readonly "PUT /api/v1/filters/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly phrase: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly irreversible?: boolean; readonly whole_word?: boolean; readonly expires_in?: "never" | number }; readonly reply: { readonly id: string; readonly phrase: string; readonly context: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly whole_word: boolean; readonly expires_at: string | null; readonly irreversible: boolean } };
  /** Changes what is given about a list. */
  readonly "PUT /api/v1/lists/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly title?: string; readonly replies_policy?: "followed" | "list" | "none"; readonly exclusive?: boolean }; readonly reply: List };
  /** Changes what is said of an upload, until a status shows it. */
  readonly "PUT /api/v1/media/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly description?: string; readonly focus?: string; readonly thumbnail?: Blob }; readonly reply: MediaAttachment };
  /** Changes what becomes of news from strangers, as version 1 says it. */
  readonly "PUT /api/v1/notifications/policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly filter_not_following?: boolean; readonly filter_not_followers?: boolean; readonly filter_new_accounts?: boolean; readonly filter_private_mentions?: boolean }; readonly reply: NotificationPolicyV1 };
  /** Reacts to a status with an emoji, or a custom one of this server by its shortcode. */
  readonly "PUT /api/v1/pleroma/statuses/:id/reactions/:emoji": { readonly params: { readonly id: string; readonly emoji: string }; readonly query: undefined; readonly headers: undefined; readonly body: undefined; readonly reply: Status };
  /** Changes what the app is woken for. */
  readonly "PUT /api/v1/push/subscription": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly data?: { readonly alerts?: { readonly mention?: boolean; readonly quote?: boolean; readonly status?: boolean; readonly reblog?: boolean; readonly follow?: boolean; readonly follow_request?: boolean; readonly favourite?: boolean; readonly poll?: boolean; readonly update?: boolean; readonly quoted_update?: boolean; readonly "admin.sign_up"?: boolean; readonly "admin.report"?: boolean }; readonly policy?: "all" | "followed" | "follower" | "none" }; readonly policy?: "all" | "followed" | "follower" | "none" }; readonly reply: WebPushSubscription };
  /** Moves a post to another time, at least five minutes ahead. */
  readonly "PUT /api/v1/scheduled_statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly scheduled_at?: string }; readonly reply: ScheduledStatus };
  /** Edits one of the viewer's statuses; its former state stays in the history. */
  readonly "PUT /api/v1/statuses/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly status?: string; readonly spoiler_text?: string; readonly sensitive?: boolean; readonly language?: string; readonly media_ids?: readonly (string)[]; readonly media_attributes?: readonly ({ readonly description?: string; readonly focus?: string; readonly thumbnail?: Blob; readonly id?: string })[]; readonly poll?: { readonly options?: readonly (string)[]; readonly expires_in: number; readonly multiple?: boolean; readonly hide_totals?: boolean }; readonly quote_approval_policy?: "public" | "followers" | "nobody" }; readonly reply: Status };
  /** Changes who may quote one of the viewer's statuses from now on. */
  readonly "PUT /api/v1/statuses/:id/interaction_policy": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly quote_approval_policy?: "public" | "followers" | "nobody" }; readonly reply: Status };
  /** Changes what is given about a filter, and its keywords. */
  readonly "PUT /api/v2/filters/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly title?: string; readonly context?: readonly ("home" | "notifications" | "public" | "thread" | "account")[]; readonly filter_action?: "warn" | "hide" | "blur"; readonly expires_in?: "never" | number; readonly keywords_attributes?: readonly ({ readonly id?: string; readonly keyword?: string; readonly whole_word?: boolean; readonly _destroy?: boolean })[] }; readonly reply: Filter };
  /** Changes a keyword of a filter. */
  readonly "PUT /api/v2/filters/keywords/:id": { readonly params: { readonly id: string }; readonly query: undefined; readonly headers: undefined; readonly body: { readonly keyword: string; readonly whole_word?: boolean }; readonly reply: { readonly id: string; readonly keyword: string; readonly whole_word: boolean } };
  /** Changes what becomes of news from strangers. */
  readonly "PUT /api/v2/notifications/policy": { readonly params: undefined; readonly query: undefined; readonly headers: undefined; readonly body: { readonly for_not_following?: "accept" | "filter" | "drop"; readonly for_not_followers?: "accept" | "filter" | "drop"; readonly for_new_accounts?: "accept" | "filter" | "drop"; readonly for_private_mentions?: "accept" | "filter" | "drop"; readonly for_limited_accounts?: "accept" | "filter" | "drop" }; readonly reply: NotificationPolicy };
}
