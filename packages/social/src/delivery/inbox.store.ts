/** What another server says of the followers of one of its actors who live here (FEP-8fcf). */
export interface FollowersClaim {
  /** The address of all of the actor's followers. */
  readonly collection: string;
  /** Equal to that of our own list where both know the same followers. */
  readonly digest: string;
  /** Where they are listed, on the actor's server. */
  readonly url: string;
}

/** An activity that was accepted and waits to be dealt with. */
export interface Incoming {
  readonly id: string;
  readonly actor: string;
  readonly body: string;
  /** The actor whose personal inbox it came to. */
  readonly recipient: string | undefined;
  /** What came with it. */
  readonly followers?: FollowersClaim | undefined;
  /** Who passed it on, where that was not its actor. */
  readonly via?: string | undefined;
  /** The request with which it came. */
  readonly request?: string | undefined;
  readonly attempts: number;
  readonly token: string;
}

/** Accepted activities, each dealt with at least once. */
export interface InboxStore {
  /** Leases what is due, oldest first. */
  claim(limit: number): Promise<readonly Incoming[]>;
  done(incoming: Incoming): Promise<void>;
  /** Puts off until `at`; without it the activity is set aside with the reason. */
  fail(incoming: Incoming, reason: string, at: Date | undefined): Promise<void>;
}
