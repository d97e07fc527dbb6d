import type { AccountId } from "../kernel/id.ts";
import type { NewStatus, Status, Visibility } from "../statuses/status.ts";

/** Whether an account that sees a status may boost it: what is not open to all only its author, and nothing direct (S-087). */
export function mayBoost(status: Status, account: AccountId): boolean {
  if (status.visibility === "public" || status.visibility === "unlisted") return true;
  return status.visibility === "private" && status.account === account;
}

/** The visibility of a boost: as wanted, but never wider than the status that it shows. */
export function boostVisibility(status: Status, wanted: Visibility): Visibility {
  return status.visibility === "private" || wanted === "direct" ? "private" : wanted;
}

/** A boost of a status, whose own texts are empty. */
export function newBoost(
  boost: Pick<NewStatus, "id" | "uri" | "account" | "visibility" | "createdAt">,
  of: Status,
): NewStatus {
  return {
    ...boost,
    boostOf: of.id,
    url: of.url,
    text: undefined,
    content: "",
    spoilerText: "",
    sensitive: of.sensitive,
    language: of.language,
    inReplyTo: undefined,
    inReplyToAccount: undefined,
    inReplyToUri: undefined,
    conversation: of.conversation,
    mentions: [],
    tags: [],
    emojis: [],
    media: [],
    app: undefined,
  };
}
