import type { AccountId } from "./id.ts";

/** What of a status decides who may see it. */
export interface Audience {
  readonly account: AccountId;
  readonly visibility: "public" | "unlisted" | "private" | "direct";
  readonly mentions: readonly AccountId[];
}

/** Somebody who looks at it. */
export interface Viewer {
  readonly id: AccountId;
  /** Whether the viewer follows the author, with the author's consent. */
  readonly follows: boolean;
  /** Whether the author keeps the viewer, or the viewer's whole server, away (S-050). */
  readonly isBlocked: boolean;
}

/**
 * Who may see a status: the one answer for every surface (S-002, S-085). Of a boost, the boosted status
 * has to be asked about too.
 */
export function canSee(status: Audience, viewer: Viewer | undefined): boolean {
  if (viewer?.isBlocked === true && viewer.id !== status.account) return false;
  if (status.visibility === "public" || status.visibility === "unlisted") return true;
  if (viewer === undefined) return false;
  if (viewer.id === status.account || status.mentions.includes(viewer.id)) return true;
  return status.visibility === "private" && viewer.follows;
}
