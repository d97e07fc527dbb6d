import type { ConversationView } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import type { Reader } from "./reader.ts";
import { renderStatus, status, type StatusEntity } from "./status.ts";

/** Direct statuses of a thread among some people. */
export interface ConversationEntity {
  readonly id: string;
  readonly unread: boolean;
  /** The others who take part. */
  readonly accounts: readonly AccountEntity[];
  /** `null` where the viewer may not see it. */
  readonly last_status: StatusEntity | null;
}

export const conversation: z.ZodType<ConversationEntity> = z.strictObject({
  id: z.string(),
  unread: z.boolean(),
  accounts: z.array(account),
  last_status: status.nullable(),
});

export function renderConversation(view: ConversationView, reader: Reader): ConversationEntity {
  const { conversation: shown, accounts, last } = view;
  return {
    id: shown.id,
    unread: shown.unread,
    accounts: accounts.map((one) => renderAccount(one, reader)),
    last_status: last === undefined ? null : renderStatus(last, reader),
  };
}
