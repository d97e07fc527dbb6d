import type { StatusId } from "../kernel/id.ts";
import type { PolicyStore } from "../interactions/policies.store.ts";
import type { Quote } from "../quotes/quote.ts";
import type { QuoteStore } from "../quotes/quotes.store.ts";
import { countStatus, isCountedReply } from "./counters.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function quoteStore(tables: Tables): QuoteStore {
  const { quotes, statuses } = tables;
  return {
    async put(quote) {
      countQuote(tables, quotes.get(quote.status), -1);
      quotes.set(quote.status, quote);
      countQuote(tables, quote, 1);
    },
    async change(status, from, change) {
      const stands = quotes.get(status);
      if (stands === undefined || !from.includes(stands.state)) return undefined;
      const changed = { ...stands, ...change };
      countQuote(tables, stands, -1);
      quotes.set(status, changed);
      countQuote(tables, changed, 1);
      return changed;
    },
    async remove(status) {
      countQuote(tables, quotes.get(status), -1);
      return quotes.delete(status);
    },
    of: async (ids) => [...new Set(ids)].flatMap((id) => quotes.get(id) ?? []),
    byRequest: async (uri) => quotes.values().find(({ request }) => request === uri),
    byStamp: async (uri) => quotes.values().filter(({ stamp }) => stamp === uri),
    async quoting(quoted, page) {
      const isShown = (quote: Quote) =>
        quote.quoted === quoted &&
        quote.state === "accepted" &&
        statuses.get(quote.status)?.deletedAt === undefined;
      const rows = quotes.values().filter(isShown);
      return pageOf(rows, page, ({ status }) => status).map(({ status }) => ({
        cursor: status,
        item: status,
      }));
    },
    async due(now, limit) {
      const isDue = ({ checkAt }: Quote) => checkAt !== undefined && checkAt <= now;
      const due = quotes.values().filter(isDue);
      return due.sort((one, other) => Number(one.checkAt) - Number(other.checkAt)).slice(0, limit);
    },
  };
}

/** A status that is about to be deleted quotes nothing any more, as far as anybody counts. */
export function uncountQuote(tables: Tables, status: StatusId): void {
  countQuote(tables, tables.quotes.get(status), -1);
}

function countQuote(tables: Tables, quote: Quote | undefined, by: 1 | -1): void {
  const status = quote && tables.statuses.get(quote.status);
  if (quote?.state !== "accepted" || status === undefined || !isCountedReply(status)) return;
  if (status.deletedAt !== undefined) return;
  countStatus(tables, quote.quoted, ["quotesCount", by]);
}

export function policyStore({ policies }: Tables): PolicyStore {
  return {
    put: async (status, policy) => policies.set(status, policy),
    async of(ids) {
      const found = ids.map((id) => [id, policies.get(id)] as const);
      return new Map(found.flatMap(([id, policy]) => (policy === undefined ? [] : [[id, policy] as const])));
    },
  };
}
