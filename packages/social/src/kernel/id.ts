declare const kind: unique symbol;

/** A local identifier: a decimal string whose numeric order is the order of creation. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type AccountId = Id<"account">;
export type StatusId = Id<"status">;
export type MediaId = Id<"media">;
export type ScheduledId = Id<"scheduled">;
export type FollowId = Id<"follow">;
export type BlockId = Id<"block">;
export type ReportId = Id<"report">;
export type MuteId = Id<"mute">;
export type NotificationId = Id<"notification">;
export type UserId = Id<"user">;
export type ConversationId = Id<"conversation">;
export type AppId = Id<"app">;
export type FilterId = Id<"filter">;
export type ListId = Id<"list">;
export type TokenId = Id<"token">;
export type LetterId = Id<"letter">;
export type InviteId = Id<"invite">;

/** The address of something on the network, exactly as its owner writes it. */
export type Uri<Kind extends string> = string & { readonly [kind]: `uri:${Kind}` };

export type ActorUri = Uri<"actor">;
export type ObjectUri = Uri<"object">;

/** Marks a string that a schema or a store has vouched for as an id. */
export function toId<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>; // the one place where an id is made
}

/** Marks a string that a reader has vouched for as an address. */
export function toUri<Kind extends string>(text: string): Uri<Kind> {
  return text as Uri<Kind>; // the one place where an address is made
}

/** Compares two ids by their order of creation, as a sort function does. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
