/** What was looked at. */
export type CheckName =
  | "target"
  | "policy"
  | "dns"
  | "https"
  | "clock"
  | "software"
  | "webfinger"
  | "actor"
  | "key"
  | "signed request"
  | "inbox";

/** One thing that was found out about another server, in a line. */
export interface Finding {
  readonly check: CheckName;
  readonly result: "pass" | "warn" | "fail";
  /** What was found and, where that is not as it should be, what to do about it. */
  readonly says: string;
}

export function pass(check: CheckName, says: string): Finding {
  return { check, result: "pass", says };
}

export function warn(check: CheckName, says: string): Finding {
  return { check, result: "warn", says };
}

export function fail(check: CheckName, says: string): Finding {
  return { check, result: "fail", says };
}
