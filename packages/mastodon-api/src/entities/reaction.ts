import type { ReactionCount, ReactionView } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { linksOf, type Reader } from "./reader.ts";

/** How often a status got one reaction, as clients of Pleroma know it. */
export interface ReactionEntity {
  readonly name: string;
  readonly count: number;
  readonly me: boolean;
  /** The picture of a custom emoji. */
  readonly url: string | null;
}

/** The same, with those who gave it. */
export interface ReactionsEntity extends ReactionEntity {
  readonly accounts: readonly AccountEntity[];
}

const shape = { name: z.string(), count: z.int(), me: z.boolean(), url: z.string().nullable() };

export const reaction: z.ZodType<ReactionEntity> = z.strictObject(shape);
export const reactions: z.ZodType<ReactionsEntity> = z.strictObject({ ...shape, accounts: z.array(account) });

export function renderReaction({ name, count, isOwn, url }: ReactionCount, reader: Reader): ReactionEntity {
  return { name, count, me: isOwn, url: url === undefined ? null : linksOf(reader).remote(url) };
}

export function renderReactions(view: ReactionView, reader: Reader): ReactionsEntity {
  return {
    ...renderReaction(view, reader),
    accounts: view.accounts.map((one) => renderAccount(one, reader)),
  };
}
