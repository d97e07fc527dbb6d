import type { ReportView } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { instant } from "./instant.ts";
import type { Reader } from "./reader.ts";

/** What the viewer has reported. */
export interface ReportEntity {
  readonly id: string;
  readonly action_taken: boolean;
  readonly action_taken_at: string | null;
  readonly category: "spam" | "legal" | "violation" | "other";
  readonly comment: string;
  readonly forwarded: boolean;
  readonly created_at: string;
  readonly status_ids: readonly string[];
  readonly collection_ids: readonly string[];
  readonly rule_ids: readonly string[];
  readonly target_account: AccountEntity;
}

export const report: z.ZodType<ReportEntity> = z.strictObject({
  id: z.string(),
  action_taken: z.boolean(),
  action_taken_at: instant.nullable(),
  category: z.enum(["spam", "legal", "violation", "other"]),
  comment: z.string(),
  forwarded: z.boolean(),
  created_at: instant,
  status_ids: z.array(z.string()),
  collection_ids: z.array(z.string()),
  rule_ids: z.array(z.string()),
  target_account: account,
});

export function renderReport(
  { report: given, target }: ReportView,
  reader: Pick<Reader, "origin" | "links">,
): ReportEntity {
  return {
    id: given.id,
    action_taken: given.resolvedAt !== undefined,
    action_taken_at: given.resolvedAt?.toISOString() ?? null,
    category: given.category,
    comment: given.comment,
    forwarded: given.isForwarded,
    created_at: given.at.toISOString(),
    status_ids: given.statuses,
    collection_ids: [],
    rule_ids: [],
    target_account: renderAccount(target, reader),
  };
}
