import type { ListId, StatusView } from "@trunkline/social";
import { isLocal, toId } from "@trunkline/social";
import { covers } from "../scopes.ts";
import { tagName } from "../tag-name.ts";

type From = "anywhere" | "here" | "elsewhere";

/** What a client listens to. */
export type Channel =
  | { readonly type: "user"; readonly name: readonly string[] }
  | { readonly type: "user:notification"; readonly name: readonly string[] }
  | { readonly type: "direct"; readonly name: readonly string[] }
  | { readonly type: "list"; readonly name: readonly string[]; readonly list: ListId }
  | {
      readonly type: "public";
      readonly name: readonly string[];
      readonly from: From;
      readonly onlyMedia: boolean;
    }
  | { readonly type: "hashtag"; readonly name: readonly string[]; readonly from: From; readonly tag: string };

export type ChannelVerdict =
  | { readonly ok: true; readonly value: Channel }
  | { readonly ok: false; readonly reason: "unknown" | "no-tag" | "no-list" };

const publicStreams: ReadonlyMap<string, { readonly from: From; readonly onlyMedia: boolean }> = new Map([
  ["public", { from: "anywhere", onlyMedia: false }],
  ["public:media", { from: "anywhere", onlyMedia: true }],
  ["public:local", { from: "here", onlyMedia: false }],
  ["public:local:media", { from: "here", onlyMedia: true }],
  ["public:remote", { from: "elsewhere", onlyMedia: false }],
  ["public:remote:media", { from: "elsewhere", onlyMedia: true }],
]);

function taggedChannel(stream: string, from: From, tag: unknown): ChannelVerdict {
  if (typeof tag !== "string" || tag.trim() === "" || tag.length > 500)
    return { ok: false, reason: "no-tag" };
  const name = tagName(tag);
  return { ok: true, value: { type: "hashtag", name: [stream, name], from, tag: name } };
}

function listChannel(list: unknown): ChannelVerdict {
  if (typeof list !== "string" || !/^\d{1,18}$/.test(list)) return { ok: false, reason: "no-list" };
  return { ok: true, value: { type: "list", name: ["list", list], list: toId<"list">(list) } };
}

/** What a client asks to listen to, unread. */
export interface Asked {
  readonly stream: unknown;
  readonly tag?: unknown;
  readonly list?: unknown;
}

/** The channel of a stream's name, as clients of either protocol ask for it. */
export function readChannel({ stream, tag, list }: Asked): ChannelVerdict {
  if (stream === "user" || stream === "user:notification" || stream === "direct") {
    return { ok: true, value: { type: stream, name: [stream] } };
  }
  if (stream === "list") return listChannel(list);
  if (stream === "hashtag") return taggedChannel(stream, "anywhere", tag);
  if (stream === "hashtag:local") return taggedChannel(stream, "here", tag);
  const filter = typeof stream === "string" ? publicStreams.get(stream) : undefined;
  if (filter === undefined) return { ok: false, reason: "unknown" };
  return { ok: true, value: { type: "public", name: [String(stream)], ...filter } };
}

/** Whether a token with these scopes may listen (the token of a person, in any case). */
export function mayListen(channel: Channel, scopes: readonly string[]): boolean {
  if (channel.type === "user" || channel.type === "direct" || channel.type === "list")
    return covers(scopes, "read:statuses");
  if (channel.type === "user:notification") return covers(scopes, "read:notifications");
  return true;
}

/** What public channels need to know of a status, also after it is gone. */
export interface Traits {
  readonly isLocal: boolean;
  readonly isPublicTalk: boolean;
  readonly hasMedia: boolean;
  readonly tags: readonly string[];
}

/** `undefined` for what no public channel carries: boosts, and all that is not public. */
export function traitsOf({ status, account }: StatusView): Traits | undefined {
  if (status.visibility !== "public" || status.boostOf !== undefined) return undefined;
  const isReply = status.inReplyTo !== undefined || status.inReplyToUri !== undefined;
  return {
    isLocal: isLocal(account),
    isPublicTalk: !isReply || status.inReplyToAccount === status.account,
    hasMedia: status.media.length > 0,
    tags: status.tags,
  };
}

/** Whether a public channel carries such a status, by the rules of the timeline of the same name. */
export function carries(channel: Channel, traits: Traits): boolean {
  if (channel.type !== "public" && channel.type !== "hashtag") return false;
  if (channel.from !== "anywhere" && (channel.from === "here") !== traits.isLocal) return false;
  if (channel.type === "hashtag") return traits.tags.includes(channel.tag);
  return traits.isPublicTalk && (!channel.onlyMedia || traits.hasMedia);
}
