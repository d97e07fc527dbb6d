import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Reaction, ReactionCount } from "./reaction.ts";

/** Who reacts to what, and how. One row for an account, a status and a name. */
export interface ReactionStore {
  /** Stores a reaction. Resolves to `false`, changing nothing, when it stood already or its status is gone. */
  add(reaction: Reaction): Promise<boolean>;
  /** Removes a reaction, and resolves to what was removed. */
  remove(account: AccountId, status: StatusId, name: string): Promise<Reaction | undefined>;
  byUri(uri: string): Promise<Reaction | undefined>;
  /** What an account has said of a status, the earliest first. */
  between(account: AccountId, status: StatusId): Promise<readonly Reaction[]>;
  /** Everything that was said of a status, the earliest first, at most `limit`. */
  of(status: StatusId, limit: number): Promise<readonly Reaction[]>;
  /** How often these statuses got which reactions, those that came first, first. */
  counts(
    statuses: readonly StatusId[],
    viewer: AccountId | undefined,
  ): Promise<ReadonlyMap<StatusId, readonly ReactionCount[]>>;
}
