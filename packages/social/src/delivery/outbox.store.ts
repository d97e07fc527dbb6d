import type { ActorUri } from "../kernel/id.ts";

/** A serialised activity on its way to other servers. */
export interface Outgoing {
  /** The activity's own address: the same one is never sent twice to one inbox. */
  readonly activityId: string;
  readonly sender: ActorUri;
  readonly body: string;
  readonly inboxes: readonly string[];
}

/** Where what is to be sent is left, in the transaction of the change that it tells about. */
export interface OutboxStore {
  add(outgoing: Outgoing): Promise<void>;
}
