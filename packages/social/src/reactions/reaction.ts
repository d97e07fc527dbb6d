import type { AccountId, StatusId } from "../kernel/id.ts";

/** What somebody thinks of a status, in one emoji. */
export interface Reaction {
  readonly account: AccountId;
  readonly status: StatusId;
  /** An emoji, or the shortcode of a custom one without colons. */
  readonly name: string;
  /** The picture of a custom one. */
  readonly url: string | undefined;
  /** The address of the activity, ours or theirs. */
  readonly uri: string;
  readonly at: Date;
}

/** How often a status got one reaction. */
export interface ReactionCount {
  readonly name: string;
  readonly url: string | undefined;
  readonly count: number;
  /** Whether the viewer is among them. */
  readonly isOwn: boolean;
}

/** How many different reactions one account may have to one status. */
export const maxReactions = 8;

const oneEmoji = new RegExp(String.raw`^\p{RGI_Emoji}$`, "v");

/** Whether a text is one emoji, as Unicode recommends them for interchange. */
export function isEmoji(text: string): boolean {
  return text.length <= 64 && oneEmoji.test(text);
}
