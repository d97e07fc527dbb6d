import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { QuotePolicy } from "../interactions/policy.ts";
import type { Clock } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import { ownStatus, visibleStatus } from "../statuses/visible.ts";
import type { Storage, Work } from "../stores.ts";
import { setQuotePolicy } from "./policy-change.ts";
import { createQuoteRules } from "./quote-rules.ts";
import type { QuoteRules } from "./quote-rules.ts";

export interface Quotes {
  /** Statuses that quote this one with its author's consent, newest first. Refuses `not-found`. */
  of(viewer: AccountId, id: StatusId, page: Page): Promise<Paged<StatusView>>;
  /**
   * Takes back the consent to be quoted, and resolves to the status that quoted. Refuses `not-found`, also for a
   * status that does not quote one of the viewer's. Meant twice, it is done once.
   */
  revoke(viewer: AccountId, id: StatusId, quoting: StatusId): Promise<StatusView>;
  /** Changes who may quote one's own status from now on. Of what is not for everybody, nobody may in any case. */
  setPolicy(viewer: AccountId, id: StatusId, policy: QuotePolicy): Promise<StatusView>;
}

export interface QuotesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly views: Views;
}

export function createQuotes(needs: QuotesNeeds): Quotes & QuoteRules {
  const { storage, clock, views } = needs;
  const { stores, transact } = storage;
  return {
    async of(viewer, id, page) {
      const status = await visibleStatus(stores, viewer, id);
      return views.page(viewer, await stores.quotes.quoting(status.id, page), page);
    },

    async revoke(viewer, id, quoting) {
      await transact((work) => revoke(work, { viewer, id, quoting }, clock.now()));
      return views.show(viewer, quoting);
    },

    async setPolicy(viewer, id, policy) {
      await transact(async (work) => {
        await ownStatus(work, viewer, id);
        await setQuotePolicy(work, { id, policy, now: clock.now() });
      });
      return views.show(viewer, id);
    },

    ...createQuoteRules(needs),
  };
}

interface Revocation {
  readonly viewer: AccountId;
  readonly id: StatusId;
  readonly quoting: StatusId;
}

async function revoke(work: Work, { viewer, id, quoting }: Revocation, now: Date): Promise<void> {
  const status = await ownStatus(work, viewer, id);
  const [quote] = await work.quotes.of([quoting]);
  if (quote?.quoted !== status.id) throw new Refusal("not-found");
  const changed = await work.quotes.change(quoting, ["accepted", "pending"], { state: "revoked" });
  if (changed === undefined) return;
  work.record({ type: "quote.ended", status: quoting, quoted: id, how: "revoked", at: now.getTime() });
}
