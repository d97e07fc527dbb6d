import type { StatusId } from "../kernel/id.ts";
import type { Page } from "../kernel/paging.ts";
import type { TagDay } from "../tags/tags.store.ts";
import type { Card } from "./card.ts";

/** A link whose card is still to be had. */
export interface WantedCard {
  readonly status: StatusId;
  readonly url: string;
  /** How often it was tried in vain. */
  readonly attempts: number;
}

/** A card with the use of its link in the last seven days, newest first, days without use included. */
export interface UsedCard extends Card {
  readonly history: readonly TagDay[];
}

/** Which status links where, and what is there. One link for a status, one card for an address. */
export interface CardStore {
  /**
   * Says where a status links, or with `undefined` that it does no more. The same address again changes nothing;
   * another one is to be looked at from an instant on, and what the former one showed is shown no more.
   */
  link(status: StatusId, to: { readonly url: string; readonly at: Date } | undefined): Promise<void>;
  /** What is to be looked at by now, the longest overdue first. */
  due(now: Date, limit: number): Promise<readonly WantedCard[]>;
  /** Puts off what could not be read, and counts the try. */
  putOff(wanted: WantedCard, at: Date): Promise<void>;
  /** Ends the looking for a link: it shows the card of its address, where there is one. */
  settle(wanted: WantedCard): Promise<void>;
  /** Keeps what an address shows, in the place of what it did. */
  put(card: Card, at: Date): Promise<void>;
  /** When the card of an address was last put. */
  putAt(url: string): Promise<Date | undefined>;
  /** The cards that statuses show. */
  of(statuses: readonly StatusId[]): Promise<ReadonlyMap<StatusId, Card>>;
  /** Those of the addresses that have a card, in their order. */
  byUrls(urls: readonly string[], today: Date): Promise<readonly UsedCard[]>;
  /** Public statuses that link to an address, newest first. */
  linking(url: string, page: Page): Promise<readonly StatusId[]>;
}
