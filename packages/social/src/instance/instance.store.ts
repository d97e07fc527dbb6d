import type { UserId } from "../kernel/id.ts";

/** Something that the operator has set about the server, by its name. */
export interface OperatorSetting {
  readonly name: string;
  readonly value: string;
  readonly at: Date;
}

/** A rule that people here agree to. */
export interface Rule {
  readonly id: string;
  readonly text: string;
  /** What it means in practice; empty for nothing. */
  readonly hint: string;
}

/** The terms that hold from a day on. */
export interface Terms {
  /** A day in UTC, as in `2026-03-01`. */
  readonly effectiveOn: string;
  readonly text: string;
  readonly publishedAt: Date;
}

/** What happened here in a week. */
export interface WeekOfActivity {
  /** The Monday on which it begins, at midnight UTC. */
  readonly week: Date;
  /** Public and unlisted statuses that were written here. */
  readonly statuses: number;
  /** Users who were here. */
  readonly logins: number;
  readonly registrations: number;
  readonly countedAt: Date;
}

/** What an operator says of the server, what happens on it, and which others it knows. */
export interface InstanceStore {
  /** All that is set, in no order. */
  settings(): Promise<readonly OperatorSetting[]>;
  set(setting: OperatorSetting): Promise<void>;
  /** Resolves to `false` when it was not set. */
  unset(name: string): Promise<boolean>;
  /** Those that hold, in the order in which they were added. */
  rules(): Promise<readonly Rule[]>;
  addRule(rule: Omit<Rule, "id">, at: Date): Promise<Rule>;
  /** Resolves to `false` when no such rule holds. Its id is never given to another. */
  removeRule(id: string, at: Date): Promise<boolean>;
  /** All that were ever published, those that hold last first. */
  terms(): Promise<readonly Terms[]>;
  /** Resolves to `false`, and changes nothing, when there are terms from that day on. */
  addTerms(terms: Terms): Promise<boolean>;
  /** Remembers that a user was here in the week that begins then. A second time changes nothing. */
  visit(user: UserId, week: Date): Promise<void>;
  /** Counts a week; one that begins at the given Monday. Takes as long as there are statuses in it. */
  countWeek(week: Date): Promise<Omit<WeekOfActivity, "week" | "countedAt">>;
  /** Weeks that were counted, from one on. */
  weeks(from: Date): Promise<readonly WeekOfActivity[]>;
  /** Stores a count, in the place of an older one. */
  keepWeek(week: WeekOfActivity): Promise<void>;
  /** Domains of accounts elsewhere that begin with a text, about which there is no rule, in the order of their names. */
  peers(start: string, limit: number): Promise<readonly string[]>;
  /** How many domains are known. */
  countPeers(): Promise<number>;
}
