import type { Account, Card, UsedCard } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { instant } from "./instant.ts";
import type { Reader } from "./reader.ts";

/** Who wrote a page. */
export interface PreviewCardAuthorEntity {
  readonly name: string;
  readonly url: string;
  /** Where the page names an account of theirs, and the account agrees. */
  readonly account: AccountEntity | null;
}

/** What a page says of itself, below a status that links to it. */
export interface PreviewCardEntity {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly language: string | null;
  readonly type: "link";
  readonly authors: readonly PreviewCardAuthorEntity[];
  readonly author_name: string;
  readonly author_url: string;
  readonly provider_name: string;
  readonly provider_url: string;
  /** No markup of another site is ever shown. */
  readonly html: "";
  readonly width: number;
  readonly height: number;
  /** A reader's browser asks nobody else for pictures. */
  readonly image: null;
  readonly image_description: string;
  readonly embed_url: "";
  readonly blurhash: null;
  readonly published_at: string | null;
}

/** The same with the use of its link in the last seven days. */
export interface TrendingLinkEntity extends PreviewCardEntity {
  readonly history: readonly { readonly day: string; readonly uses: string; readonly accounts: string }[];
}

const author: z.ZodType<PreviewCardAuthorEntity> = z.strictObject({
  name: z.string(),
  url: z.string(),
  account: account.nullable(),
});

const shape = {
  url: z.string(),
  title: z.string(),
  description: z.string(),
  language: z.string().nullable(),
  type: z.literal("link"),
  authors: z.array(author),
  author_name: z.string(),
  author_url: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  html: z.literal(""),
  width: z.int(),
  height: z.int(),
  image: z.null(),
  image_description: z.string(),
  embed_url: z.literal(""),
  blurhash: z.null(),
  published_at: instant.nullable(),
};

export const previewCard: z.ZodType<PreviewCardEntity> = z.strictObject(shape);

export const trendingLink: z.ZodType<TrendingLinkEntity> = z.strictObject({
  ...shape,
  history: z.array(z.strictObject({ day: z.string(), uses: z.string(), accounts: z.string() })),
});

export function renderCard(card: Card, creator: Account | undefined, reader: Reader): PreviewCardEntity {
  const { authorName: name, authorUrl } = card;
  const wrote = creator === undefined ? null : renderAccount(creator, reader);
  const isNamed = name !== "" || wrote !== null;
  return {
    url: card.url,
    title: card.title,
    description: card.description,
    language: card.language ?? null,
    type: "link",
    authors: isNamed ? [{ name, url: authorUrl, account: wrote }] : [],
    author_name: name,
    author_url: authorUrl,
    provider_name: card.providerName,
    provider_url: card.providerUrl,
    html: "",
    width: 0,
    height: 0,
    image: null,
    image_description: "",
    embed_url: "",
    blurhash: null,
    published_at: card.publishedAt?.toISOString() ?? null,
  };
}

export function renderTrendingLink(
  { card, creator }: { readonly card: UsedCard; readonly creator: Account | undefined },
  reader: Reader,
): TrendingLinkEntity {
  const history = card.history.map(({ day, uses, accounts }) => ({
    day: String(day.getTime() / 1000),
    uses: String(uses),
    accounts: String(accounts),
  }));
  return { ...renderCard(card, creator, reader), history };
}
