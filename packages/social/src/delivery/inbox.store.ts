/** An activity that was accepted and waits to be dealt with. */
export interface Incoming {
  readonly id: string;
  readonly actor: string;
  readonly body: string;
  /** The actor whose personal inbox it came to. */
  readonly recipient: string | undefined;
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
