import type { AccountId, ConversationId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** Direct statuses of one thread among the same people, as one of them has it. */
export interface Conversation {
  readonly id: ConversationId;
  /** Whose it is: each of those who take part has one of their own. */
  readonly account: AccountId;
  /** The others who take part, in the order of their ids; nobody where one writes to oneself. */
  readonly others: readonly AccountId[];
  /** The newest of its statuses. */
  readonly last: StatusId;
  readonly unread: boolean;
}

/** A status on its way into somebody's conversation. */
export interface ConversationEntry extends Pick<Conversation, "account" | "others" | "unread"> {
  /** The id of the conversation, where this is its first status. */
  readonly id: ConversationId;
  /** The thread, as `Status.conversation` names it. */
  readonly thread: string;
  readonly status: StatusId;
}

/** Conversations by direct statuses. One row for an account, a thread and those who take part. */
export interface ConversationStore {
  /**
   * Puts a status into the conversation that it belongs to, which is made if there is none. Resolves to how the
   * conversation stands, or to `undefined`, having changed nothing, where the status is in it already.
   */
  add(entry: ConversationEntry): Promise<Conversation | undefined>;
  byId(account: AccountId, id: ConversationId): Promise<Conversation | undefined>;
  /** An account's, newest first; the cursor is the id of the last status. */
  of(account: AccountId, page: Page): Promise<readonly Row<Conversation>[]>;
  /** Says whether it was read. Resolves to `false` when the account has no such conversation. */
  mark(account: AccountId, id: ConversationId, unread: boolean): Promise<boolean>;
  /** Removes it for this account; its next status brings it back. Resolves to `false` when there was none. */
  remove(account: AccountId, id: ConversationId): Promise<boolean>;
  /** Removes those of an account in which another takes part. */
  removeWith(account: AccountId, other: AccountId): Promise<void>;
  /** Takes a status out of every conversation; where it was the only one, the conversation goes. */
  removeStatus(status: StatusId): Promise<void>;
  /** Removes the conversations of an account, and takes its statuses out of those of others. */
  forget(account: AccountId): Promise<void>;
}
