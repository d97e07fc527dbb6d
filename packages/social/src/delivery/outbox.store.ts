import type { AccountId, ActorUri, StatusId } from "../kernel/id.ts";

/** A serialised activity on its way to other servers. */
export interface Outgoing {
  /** The activity's own address: the same one is never sent twice to one inbox. */
  readonly activityId: string;
  readonly sender: ActorUri;
  readonly body: string;
  readonly inboxes: readonly string[];
  /** What it tells about and to whom, where that is asked again before each try; none: it goes out in any case. */
  readonly about?: Subject;
  /** What is about the same thing reaches a host in the order in which it was left (F-212). */
  readonly thread?: string;
  /** Sent even to a server that is taken for gone (F-210). */
  readonly insists?: true;
  /** With it goes who follows the sender from the server to which it is sent (FEP-8fcf). */
  readonly synchronises?: true;
  /** The request in whose course it is sent: by it a log tells what led to a delivery. */
  readonly request?: string | undefined;
}

/**
 * A status, and for whom an activity about it is meant. It is not sent any more once the status is deleted or its
 * author suspended, nor to an inbox where nobody is left of those whom it is for.
 */
export interface Subject {
  readonly status: StatusId;
  /** Those who are meant by name. */
  readonly actors: readonly ActorUri[];
  /** Those whose followers are meant. */
  readonly followersOf: readonly AccountId[];
}

/** Where what is to be sent is left, in the transaction of the change that it tells about. */
export interface OutboxStore {
  add(outgoing: Outgoing): Promise<void>;
  /** Accounts that are reached at this inbox and follow somebody; those that are gone are not among them. */
  readers(inbox: string, limit: number): Promise<readonly ActorUri[]>;
}
