/** One line of what the doctor says. */
export interface Finding {
  readonly check: string;
  readonly result: "pass" | "warn" | "fail";
  /** What was found, and what to do about it. */
  readonly says: string;
}
