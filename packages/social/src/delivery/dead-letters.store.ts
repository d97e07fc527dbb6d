/** What waits to be done, by kind. */
export type WorkKind = "events" | "inbox" | "deliveries";

/** The kinds of work, in the order in which one leads to another. */
export const workKinds: readonly WorkKind[] = ["inbox", "events", "deliveries"];

/** A piece of work that was given up, or that was set aside because it ended its worker again and again. */
export interface DeadLetter {
  readonly kind: WorkKind;
  readonly id: string;
  /** When it was given up. */
  readonly at: Date;
  readonly reason: string;
  /** What it is: the activity and the inbox, or the event. */
  readonly about: string;
  readonly attempts: number;
}

/** How much there is of one kind. */
export interface WorkCounts {
  /** What is not settled; also what is put off or under way. */
  readonly waiting: number;
  /** What could be begun now. */
  readonly due: number;
  /** What a worker holds. */
  readonly held: number;
  readonly dead: number;
  /** Since when the longest waiting of what is due could have been begun. */
  readonly dueSince: Date | undefined;
}

/** A choice of dead letters: those with these ids, or all of the kind. */
export interface DeadChoice {
  readonly kind: WorkKind;
  readonly ids?: readonly string[];
}

/** Work that waits, and what was given up: kept for thirty days with its reason. */
export interface DeadLetters {
  counts(): Promise<Readonly<Record<WorkKind, WorkCounts>>>;
  /** Dead letters of a kind, the latest first; those before `before` of an earlier answer. */
  list(
    kind: WorkKind,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<readonly DeadLetter[]>;
  /** Lets them be tried again from the beginning, now. Resolves to how many there were. */
  redrive(choice: DeadChoice): Promise<number>;
  /** Gives them up for good. Resolves to how many there were. */
  discard(choice: DeadChoice): Promise<number>;
}
