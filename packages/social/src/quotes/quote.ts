import type { AccountId, ObjectUri, StatusId } from "../kernel/id.ts";

/** Whether the author of a quoted status has agreed. Only what is accepted is ever shown (S-043). */
export type QuoteState = "pending" | "accepted" | "rejected" | "revoked";

/** That one status quotes another. */
export interface Quote {
  /** The status that quotes; it quotes one other at most. */
  readonly status: StatusId;
  /** The address of what is quoted; `undefined` when it was deleted before it could be known. */
  readonly quotedUri: ObjectUri | undefined;
  /** What is quoted, once it is known here. */
  readonly quoted: StatusId | undefined;
  readonly quotedAccount: AccountId | undefined;
  readonly state: QuoteState;
  /** Told in a way that is older than consent: nobody was asked. */
  readonly isLegacy: boolean;
  /** The address of the permission, ours or theirs; of a pending quote, the claim that there is one. */
  readonly stamp: string | undefined;
  /** The address of the activity that asked for permission. */
  readonly request: string | undefined;
  /** How many quotes away it is from something that was sent to us: how far they are followed has an end. */
  readonly nesting: number;
  /** When another server is to be asked about it (again). */
  readonly checkAt: Date | undefined;
  /** How often it was asked in vain. */
  readonly attempts: number;
}

/** A quote as another server tells it. */
export interface IncomingQuote {
  /** `undefined`: what was quoted is gone. */
  readonly target: ObjectUri | undefined;
  readonly authorization: string | undefined;
  readonly isLegacy: boolean;
  readonly nesting: number;
}

/** How a quote looks to a viewer. */
export type ShownQuoteState = QuoteState | "deleted" | "unauthorized" | "blocked_account" | "muted_account";

/** Whether a status may be quoted at all: what is for everybody, and never a boost (S-043). */
export function isQuotable(status: {
  readonly visibility: string;
  readonly boostOf: StatusId | undefined;
}): boolean {
  return status.boostOf === undefined && (status.visibility === "public" || status.visibility === "unlisted");
}
