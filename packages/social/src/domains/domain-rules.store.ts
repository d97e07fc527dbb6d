import type { Page, Row } from "../kernel/paging.ts";

/** How this server deals with another one, and with those below it. */
export interface DomainRule {
  /** In canonical form. */
  readonly domain: string;
  /** `suspend`: nothing to do with it. `limit`: who is there is seen by their followers alone. */
  readonly severity: "none" | "limit" | "suspend";
  /** Whether its pictures and films are left where they are. */
  readonly rejectsMedia: boolean;
  /** Whether its reports are not heard. */
  readonly rejectsReports: boolean;
  /** What everybody may read about it. */
  readonly publicComment: string;
  /** For those who moderate. */
  readonly privateComment: string;
  /** Whether its name is shown to everybody with stars in the middle. Left out: in full. */
  readonly isObfuscated?: boolean | undefined;
  readonly at: Date;
}

/** Rules about other servers, and which of them are let in where all others are not. */
export interface DomainRuleStore {
  /** Stores a rule, or replaces the one about the domain. */
  put(rule: DomainRule): Promise<void>;
  /** Resolves to `false` when there was none. */
  remove(domain: string): Promise<boolean>;
  byDomain(domain: string): Promise<DomainRule | undefined>;
  /** Rules about any of these domains. */
  about(domains: readonly string[]): Promise<readonly DomainRule[]>;
  /** Newest first. */
  all(page: Page): Promise<readonly Row<DomainRule>[]>;
  /** Lets a server in where others are not. Resolves to `false` when it was let in already. */
  allow(domain: string, at: Date): Promise<boolean>;
  disallow(domain: string): Promise<boolean>;
  isAllowed(domain: string): Promise<boolean>;
  /** Newest first. */
  allowed(page: Page): Promise<readonly Row<string>[]>;
}
