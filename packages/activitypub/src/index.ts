export type {
  Accept,
  Activity,
  ActivityBase,
  ActivityType,
  Announce,
  Create,
  Delete,
  Follow,
  Like,
  Reject,
  Undo,
  Undoable,
  Update,
} from "./activities/activity.ts";
export { audienceOf, visibilityOf } from "./addressing/audience.ts";
export type { Audience, Visibility } from "./addressing/audience.ts";
export { inboxesOf } from "./addressing/recipients.ts";
export type { Mailbox } from "./addressing/recipients.ts";
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
export type { FetchReason } from "./fetching/documents.ts";
export type { ResolveName } from "./fetching/guard.ts";
export type { Patience } from "./fetching/pool.ts";
export { generateRsaKeyPair } from "./keys/rsa.ts";
export type { RsaKeyPair } from "./keys/rsa.ts";
export type { Actor, ActorType, ProfileField, PublicKey } from "./objects/actor.ts";
export type { Attachment } from "./objects/attachment.ts";
export { blankActor, blankNote } from "./objects/blank.ts";
export type { Note, NoteType } from "./objects/note.ts";
export { PUBLIC } from "./objects/reference.ts";
export type { Href, JsonObject } from "./objects/reference.ts";
export type { Emoji, Hashtag, Mention, Tag } from "./objects/tag.ts";
export type { FederationOptions } from "./options.ts";
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
