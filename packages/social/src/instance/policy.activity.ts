import type { Policy } from "@trunkline/activitypub";
import { isKeptOut } from "../blocks/unwanted.ts";
import { toUri } from "../kernel/id.ts";
import { canonicalDomain } from "../kernel/untrusted.ts";
import { treatmentOf } from "../domains/treatment.ts";
import type { Stores } from "../stores.ts";

export interface PolicyNeeds {
  /** The only domains that this server has to do with (limited federation), besides those let in since; `undefined`: all. */
  readonly allowedDomains: readonly string[] | undefined;
  readonly stores: Pick<Stores, "accounts" | "blocks" | "domainRules">;
}

/**
 * Answers for the protocol with which other servers this one has to do: with none that is suspended, nor below one that
 * is (S-048, S-049). A domain that is let in stands for itself, and not for what is below it.
 */
export function createPolicy({ allowedDomains, stores }: PolicyNeeds): Policy {
  const allowed = allowedDomains && new Set(allowedDomains.map(canonicalDomain));
  const isAllowed = async (host: string): Promise<boolean> => {
    if (allowed === undefined) return true;
    const domain = canonicalDomain(host);
    return allowed.has(domain) || stores.domainRules.isAllowed(domain);
  };
  const hasToDoWith = async (host: string): Promise<boolean> => {
    if (!(await isAllowed(host))) return false;
    return (await treatmentOf(stores.domainRules, host)).severity !== "suspend";
  };
  return {
    mayFetch: (signer) => hasToDoWith(URL.parse(signer)?.host ?? ""),
    mayDeliver: hasToDoWith,
    async isBlocked(owner, reader) {
      const [account, viewer] = await Promise.all([
        stores.accounts.byUri(toUri(owner)),
        stores.accounts.byUri(toUri(reader)),
      ]);
      return account !== undefined && viewer !== undefined && isKeptOut(stores, viewer.id, account.id);
    },
  };
}
