import type { AccountId } from "../kernel/id.ts";

/** The timelines of which one can say how far one has read. */
export type MarkedTimeline = "home" | "notifications";

/** How far somebody has read a timeline. */
export interface Marker {
  readonly timeline: MarkedTimeline;
  /** Id of the last item that was read: digits. */
  readonly lastReadId: string;
  /** How often it was set, so that two apps that set it at once do not overwrite one another unawares. */
  readonly version: number;
  readonly at: Date;
}

/** How far people have read. One row for an account and a timeline. */
export interface MarkerStore {
  of(account: AccountId): Promise<readonly Marker[]>;
  /**
   * Stores the marker in the place of the one whose version is one less; the first has version 1. Resolves to
   * `false`, and changes nothing, when another one has been stored in between.
   */
  put(account: AccountId, marker: Marker): Promise<boolean>;
  /** Removes all of an account. */
  forget(account: AccountId): Promise<void>;
}
