/** What is fetched from other servers on the side: a post, a conversation, or what an account shows first. */
export type ErrandKind = "post" | "thread" | "featured";

/** Something to be asked of another server, when there is time for it. */
export interface Errand {
  readonly kind: ErrandKind;
  /** The address of what it is about: a post, or an actor. */
  readonly subject: string;
  /** How often it was tried in vain. */
  readonly attempts: number;
}

/** What is still to be asked of other servers, and what was lately. One row for a kind and a subject. */
export interface ErrandStore {
  /** Puts something up to be done at an instant. Changes nothing where it waits already, or was done since. */
  ask(
    errand: Pick<Errand, "kind" | "subject">,
    when: { readonly at: Date; readonly unlessSince: Date },
  ): Promise<void>;
  /** What is to be done by now, the longest overdue first. */
  due(now: Date, limit: number): Promise<readonly Errand[]>;
  /** Marks as done, for as long as it is remembered. */
  done(errand: Errand, at: Date): Promise<void>;
  /** Puts off what could not be done, and counts the try. */
  putOff(errand: Errand, at: Date): Promise<void>;
  /** Forgets what was done before an instant. Resolves to how many. */
  forget(before: Date): Promise<number>;
}
