import type { Policy } from "@trunkline/activitypub";
import { isKeptOut } from "../blocks/unwanted.ts";
import { toUri } from "../kernel/id.ts";
import { canonicalDomain } from "../kernel/untrusted.ts";
import { treatmentOf } from "../domains/treatment.ts";
import { after, seconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { Stores } from "../stores.ts";

export interface PolicyNeeds {
  /** The only domains that this server has to do with (limited federation), besides those let in since; `undefined`: all. */
  readonly allowedDomains: readonly string[] | undefined;
  readonly stores: Pick<Stores, "accounts" | "blocks" | "domainRules">;
  readonly clock: Clock;
}

/**
 * How long an answer about a host is good: the door is asked with every request. Whatever passes it is judged again
 * by what stands in the store when it is dealt with (S-048).
 */
const goodFor = seconds(2);
const maxRemembered = 10_000;

/**
 * Answers for the protocol with which other servers this one has to do: with none that is suspended, nor below one that
 * is (S-048, S-049). A domain that is let in stands for itself, and not for what is below it.
 */
export function createPolicy({ allowedDomains, stores, clock }: PolicyNeeds): Policy {
  const allowed = allowedDomains && new Set(allowedDomains.map(canonicalDomain));
  const isAllowed = async (host: string): Promise<boolean> => {
    if (allowed === undefined) return true;
    const domain = canonicalDomain(host);
    return allowed.has(domain) || stores.domainRules.isAllowed(domain);
  };
  const hasToDoWith = remembered(clock, async (host) => {
    if (!(await isAllowed(host))) return false;
    return (await treatmentOf(stores.domainRules, host)).severity !== "suspend";
  });
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

type Ask = (host: string) => Promise<boolean>;

/** Asks about a host once in a while, however many want to know. A question that fails is asked again. */
function remembered({ now }: Clock, ask: Ask): Ask {
  const answers = new Map<string, { readonly answer: Promise<boolean>; readonly until: Date }>();
  return (host) => {
    const known = answers.get(host);
    if (known !== undefined && known.until > now()) return known.answer;
    if (answers.size >= maxRemembered) answers.clear();
    const answer = ask(host);
    answers.set(host, { answer, until: after(now(), goodFor) });
    answer.catch(() => answers.delete(host));
    return answer;
  };
}
