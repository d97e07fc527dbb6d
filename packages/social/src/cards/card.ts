import type { AccountId } from "../kernel/id.ts";

/** What another site's page says of itself, as a card below the statuses that link to it. Text alone (S-067). */
export interface Card {
  /** The address that statuses link to. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly authorName: string;
  /** `https:` or `http:`, or empty; so with `providerUrl`. */
  readonly authorUrl: string;
  readonly providerName: string;
  readonly providerUrl: string;
  readonly language: string | undefined;
  readonly publishedAt: Date | undefined;
  /** The account that wrote the page, where the page says so and the account agrees. */
  readonly creator: AccountId | undefined;
}

/** What a page says, before anybody has looked who its creator is. */
export interface ReadCard extends Omit<Card, "url" | "creator"> {
  /** `user@host`, without a first `@`. */
  readonly creatorHandle: string | undefined;
  /** Where the page's oEmbed document lies. */
  readonly oEmbedUrl: string | undefined;
}
