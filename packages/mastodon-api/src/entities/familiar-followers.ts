import type { FamiliarFollowers } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import type { Reader } from "./reader.ts";

/** Those of an account's followers whom the viewer follows too. */
export interface FamiliarFollowersEntity {
  readonly id: string;
  readonly accounts: readonly AccountEntity[];
}

export const familiar: z.ZodType<FamiliarFollowersEntity> = z.strictObject({
  id: z.string(),
  accounts: z.array(account),
});

export function renderFamiliar(
  { of, accounts }: FamiliarFollowers,
  reader: Pick<Reader, "origin">,
): FamiliarFollowersEntity {
  return { id: of, accounts: accounts.map((one) => renderAccount(one, reader)) };
}
