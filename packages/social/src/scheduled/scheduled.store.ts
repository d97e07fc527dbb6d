import type { AccountId, ScheduledId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";
import type { NewPost } from "../statuses/statuses.ts";

/** A post that waits for its time. */
export interface ScheduledPost {
  readonly id: ScheduledId;
  readonly account: AccountId;
  /** When it is to be published. */
  readonly at: Date;
  readonly post: PlannedPost;
  readonly createdAt: Date;
  /** Why it could not be published when its time came. It is kept, so that its author can move or remove it. */
  readonly refusal: string | undefined;
}

/** What is to be posted. The key of the request belongs to the request alone. */
export type PlannedPost = Omit<NewPost, "idempotencyKey">;

/** How many posts of one account may wait. */
export interface ScheduledLimits {
  readonly total: number;
  /** For one day, in UTC. */
  readonly perDay: number;
}

/** Posts that wait for their time. */
export interface ScheduledStore {
  /**
   * Keeps a post. Resolves to `false`, keeping nothing, when as many as allowed wait already: calls for one account
   * wait for each other, so that no two of them take the last place.
   */
  add(post: ScheduledPost, limits: ScheduledLimits): Promise<boolean>;
  /** The account's own post with this id. */
  byId(account: AccountId, id: ScheduledId): Promise<ScheduledPost | undefined>;
  /** What waits of an account, the last one that was written first. */
  of(account: AccountId, page: Page): Promise<readonly Row<ScheduledPost>[]>;
  /** Moves a post to another time, and forgets why it was refused. `full`: that day takes no more. */
  move(
    place: { readonly account: AccountId; readonly id: ScheduledId; readonly at: Date },
    limits: ScheduledLimits,
  ): Promise<"moved" | "missing" | "full">;
  /** Resolves to `false` when there was none. */
  remove(account: AccountId, id: ScheduledId): Promise<boolean>;
  /** What is to be published by now and was not refused, the earliest first, at most `limit`. */
  due(now: Date, limit: number): Promise<readonly ScheduledPost[]>;
  /**
   * Takes a post that is due, so that whoever does publishes it in the same transaction. Resolves to `false` when
   * it was published, moved or removed meanwhile.
   */
  take(id: ScheduledId, now: Date): Promise<boolean>;
  /** Keeps why a post that is due could not be published. */
  refuse(id: ScheduledId, reason: string, now: Date): Promise<void>;
}
