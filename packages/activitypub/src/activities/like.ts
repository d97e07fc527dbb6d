import { readHref, readText } from "../objects/wire.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readTags, writeTag } from "../objects/tag.ts";
import { accept, refuse } from "../verdict.ts";
import type { EmojiReact, Like, Reaction } from "./activity.ts";
import { approval, readApproval, writeWithObject } from "./base.ts";
import type { Reader } from "./base.ts";

/** As long as a shortcode may be (S-053), with its colons. */
const MAX_REACTION_LENGTH = 2050;

export const readLike: Reader<Like> = (json, base) => {
  const object = readHref(json["object"]);
  if (object === undefined) return refuse("malformed");
  const reaction = readReaction(json);
  const approvedBy = readApproval(json, "likeAuthorization");
  return accept({
    ...base,
    type: "Like",
    object,
    ...(reaction === undefined ? {} : { reaction }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
  });
};

/** An `EmojiReact` without an emoji is no reaction. */
export const readEmojiReact: Reader<EmojiReact> = (json, base) => {
  const object = readHref(json["object"]);
  const reaction = readReaction(json);
  if (object === undefined || reaction === undefined) return refuse("malformed");
  return accept({ ...base, type: "EmojiReact", object, reaction });
};

/** Misskey says the same twice, and older versions of it only in a name of their own. */
function readReaction(json: JsonObject): Reaction | undefined {
  const written = json["content"] ?? json["_misskey_reaction"];
  const content = readText(written, MAX_REACTION_LENGTH + 1);
  if (content === undefined || content === "" || content.length > MAX_REACTION_LENGTH) return undefined;
  const emoji = readTags(json["tag"]).find((tag) => tag.type === "Emoji" && tag.name === content);
  return { content, emoji: emoji?.type === "Emoji" ? emoji : undefined };
}

/** Writes a reaction under both names: some read the one, some the other. */
export function writeLike(like: Like): JsonObject {
  const { reaction, approvedBy } = like;
  return {
    ...writeWithObject(like),
    ...(reaction === undefined ? {} : { ...writeReaction(reaction), _misskey_reaction: reaction.content }),
    ...approval(approvedBy, "likeAuthorization"),
  };
}

export function writeEmojiReact(react: EmojiReact): JsonObject {
  return { ...writeWithObject(react), ...writeReaction(react.reaction) };
}

function writeReaction({ content, emoji }: Reaction): JsonObject {
  return { content, ...(emoji === undefined ? {} : { tag: [writeTag(emoji)] }) };
}
