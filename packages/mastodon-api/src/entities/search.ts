import type { Findings } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import type { Reader } from "./reader.ts";
import { renderStatus, status, type StatusEntity } from "./status.ts";
import { renderTag, tag, type TagEntity, type TagMarks } from "./tag.ts";

/** What was found. */
export interface SearchEntity {
  readonly accounts: readonly AccountEntity[];
  readonly statuses: readonly StatusEntity[];
  readonly hashtags: readonly TagEntity[];
}

export const search: z.ZodType<SearchEntity> = z.strictObject({
  accounts: z.array(account),
  statuses: z.array(status),
  hashtags: z.array(tag),
});

export function renderFindings(findings: Findings, reader: Reader, marks?: TagMarks): SearchEntity {
  return {
    accounts: findings.accounts.map((found) => renderAccount(found, reader)),
    statuses: findings.statuses.map((found) => renderStatus(found, reader)),
    hashtags: findings.tags.map((found) => renderTag(found, reader, marks)),
  };
}
