export type {
  Accept,
  Activity,
  ActivityBase,
  ActivityType,
  Add,
  Announce,
  AnnounceRequest,
  Answerable,
  Block,
  Create,
  Delete,
  EmojiReact,
  FeatureRequest,
  Flag,
  Follow,
  Like,
  LikeRequest,
  Move,
  QuoteRequest,
  Reaction,
  Reject,
  Remove,
  ReplyRequest,
  Undo,
  Undoable,
  Update,
} from "./activities/activity.ts";
export { audienceOf, visibilityOf } from "./addressing/audience.ts";
export type { Audience, Visibility } from "./addressing/audience.ts";
export { inboxesOf } from "./addressing/recipients.ts";
export type { Mailbox } from "./addressing/recipients.ts";
export { followersDigest } from "./delivery/followers-claim.ts";
export type { FollowersClaim } from "./delivery/followers-claim.ts";
export type { CheckName, Finding } from "./diagnosis/finding.ts";
export { createDirectory } from "./discovery/directory.ts";
export type { Directory, DirectoryOptions } from "./discovery/directory.ts";
export type { KnownActor } from "./discovery/fetch-actor.ts";
export { createFederation } from "./federation.ts";
export type { Federation } from "./federation.ts";
export type { Cidr } from "./fetching/addresses.ts";
export { createClient } from "./fetching/client.ts";
export type {
  Answer,
  Client,
  ClientOptions,
  ClientReason,
  GetRequest,
  Hop,
  PostRequest,
  SignHop,
} from "./fetching/client.ts";
export type { FetchedPage, PageKind } from "./discovery/page.ts";
export type { FetchReason } from "./fetching/documents.ts";
export type { Members } from "./fetching/members.ts";
export type { ResolveName } from "./fetching/guard.ts";
export { mayReach } from "./fetching/may-reach.ts";
export type { Patience } from "./fetching/pool.ts";
export { generateEd25519KeyPair, writeMultikey } from "./keys/ed25519.ts";
export type { Ed25519KeyPair } from "./keys/ed25519.ts";
export { generateRsaKeyPair } from "./keys/rsa.ts";
export type { RsaKeyPair } from "./keys/rsa.ts";
export type { Actor, ActorType, Capability, Multikey, ProfileField, PublicKey } from "./objects/actor.ts";
export { blankAttachment } from "./objects/attachment.ts";
export type { Attachment, AttachmentType } from "./objects/attachment.ts";
export { readAuthorization, writeAuthorization } from "./objects/authorization.ts";
export type { Authorization, AuthorizationType } from "./objects/authorization.ts";
export { blankActor, blankNote } from "./objects/blank.ts";
export { blankCollection, readCollection, writeCollectionDocument } from "./objects/collection-document.ts";
export type { Collection, CollectionType } from "./objects/collection-document.ts";
export { readFeaturedCollection, writeFeaturedCollection } from "./objects/featured-collection.ts";
export type { FeaturedCollection, FeaturedItem } from "./objects/featured-collection.ts";
export { blankPolicy } from "./objects/interaction-policy.ts";
export type { InteractionPolicy, InteractionRule } from "./objects/interaction-policy.ts";
export { isVote } from "./objects/note.ts";
export type { Note, NoteType, Source } from "./objects/note.ts";
export type { Picture } from "./objects/picture.ts";
export { endOfPoll } from "./objects/poll.ts";
export type { Poll, PollOption } from "./objects/poll.ts";
export type { Quote } from "./objects/quote.ts";
export { PUBLIC } from "./objects/reference.ts";
export type { Href, JsonObject } from "./objects/reference.ts";
export type { Emoji, Hashtag, Mention, Tag } from "./objects/tag.ts";
export type { FederationOptions, Intents } from "./options.ts";
export type {
  ActorSource,
  Cache,
  CollectionPage,
  Collections,
  Delivery,
  DeliveryQueue,
  HostHealth,
  FederationPorts,
  KeyVault,
  LocalActor,
  LocalCollection,
  Outcome,
  Permit,
  Policy,
  ReceivedActivity,
  SeenActivities,
  SigningKey,
  Standing,
  Usage,
} from "./ports.ts";
export { accept, refuse } from "./verdict.ts";
export type { Verdict } from "./verdict.ts";
