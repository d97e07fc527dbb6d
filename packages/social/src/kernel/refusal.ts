/** Why a use case will not do what it was asked. */
export type RefusalCode =
  /** There is no such thing, or the viewer may not know that there is. */
  | "not-found"
  /** It was there, and is gone for good. */
  | "gone"
  /** The viewer may not do that. */
  | "not-allowed"
  /** What was given breaks a rule; the message says which. */
  | "invalid"
  /** One too many. */
  | "limit-reached"
  /** What was given has more bytes than are taken. */
  | "too-large"
  /** It clashes with what stands already. */
  | "conflict"
  /** Somebody else has changed the same in the same moment; whoever reads again may try again. */
  | "overtaken"
  /** The other server does not answer. */
  | "unreachable"
  /** Too much is asked of this server just now, or something behind it does not answer: later it may be done. */
  | "unavailable";

/** What is wrong with one field of several: for programs in a word, for people in a sentence. */
export interface FieldFault {
  /** Its name in the use case's own words. */
  readonly field: string;
  readonly error:
    | "accepted"
    | "below-limit"
    | "blank"
    | "blocked"
    | "inclusion"
    | "invalid"
    | "reserved"
    | "taken"
    | "too-long"
    | "too-short";
  readonly description: string;
}

/** An answer, not an accident: the edge translates its code, and nobody logs it. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Everything that is wrong with what was given, where that was looked at field by field. */
  readonly faults: readonly FieldFault[];

  constructor(code: RefusalCode, message: string = code, faults: readonly FieldFault[] = []) {
    super(message);
    this.faults = faults;
    this.name = "Refusal";
    this.code = code;
  }
}
