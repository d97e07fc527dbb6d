import type { EventOf } from "../kernel/event.ts";
import type { AccountId, FilterId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, Ids } from "../ports.ts";
import { findVisible } from "../statuses/visible.ts";
import type { Storage, Work } from "../stores.ts";
import type { Filter, FilterKeyword, FilterStatus, FilterTerms } from "./filters.store.ts";
import {
  checkKeyword,
  checkTerms,
  checkTotals,
  filterLimits,
  type FilterWish,
  type KeywordWish,
} from "./terms.ts";

/** A keyword, with the filter that looks for it. */
export interface FilterPart<Part> {
  readonly filter: Filter;
  readonly part: Part;
}

/** Filters of one's own; another's are not found (S-084). Every change is told to the viewer's open streams. */
export interface Filters {
  /** All of the viewer's, those that have expired too, oldest first. */
  all(viewer: AccountId): Promise<readonly Filter[]>;
  show(viewer: AccountId, id: FilterId): Promise<Filter>;
  /** Refuses `invalid` and `limit-reached`. */
  create(viewer: AccountId, wish: FilterWish): Promise<Filter>;
  /** Changes what is given. Refuses `not-found`, `invalid` and `limit-reached`. */
  change(viewer: AccountId, id: FilterId, wish: Partial<FilterWish>): Promise<Filter>;
  remove(viewer: AccountId, id: FilterId): Promise<void>;
  showKeyword(viewer: AccountId, id: string): Promise<FilterPart<FilterKeyword>>;
  addKeyword(viewer: AccountId, filter: FilterId, wish: KeywordWish): Promise<FilterKeyword>;
  changeKeyword(viewer: AccountId, id: string, wish: KeywordWish): Promise<FilterKeyword>;
  removeKeyword(viewer: AccountId, id: string): Promise<void>;
  showStatus(viewer: AccountId, id: string): Promise<FilterPart<FilterStatus>>;
  /** Refuses `not-found` what the viewer may not see, and `invalid` what is there already. */
  addStatus(viewer: AccountId, filter: FilterId, status: StatusId): Promise<FilterStatus>;
  removeStatus(viewer: AccountId, id: string): Promise<void>;
}

export interface FiltersNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Not reading, or not at once, what has certain words in it. */
export function createFilters(needs: FiltersNeeds): Filters {
  const { storage, ids } = needs;
  const { stores, transact } = storage;
  /** Changes filters, and tells the viewer's streams. */
  const changing = <Result>(viewer: AccountId, run: (work: Work) => Promise<Result>): Promise<Result> =>
    transact(async (work) => {
      const result = await run(work);
      checkTotals(await work.filters.of(viewer));
      work.announce({ type: "filters.changed", account: viewer });
      return result;
    });
  return {
    all: (viewer) => stores.filters.of(viewer),
    show: async (viewer, id) => ownFilter(await stores.filters.of(viewer), id),

    create: (viewer, wish) =>
      changing(viewer, async (work) => {
        if ((await work.filters.of(viewer)).length >= filterLimits.filters)
          throw new Refusal("limit-reached", `There can be no more than ${filterLimits.filters} filters.`);
        const keywords = (wish.keywords ?? [])
          .filter(({ isRemoved }) => isRemoved !== true)
          .map((keyword) => ({ id: ids.next(), ...checkKeyword(keyword) }));
        const terms = checkTerms({ ...fresh, ...wish }, needs.clock.now());
        const filter = { id: ids.next<"filter">(), account: viewer, ...terms, keywords, statuses: [] };
        await work.filters.add(filter);
        return filter;
      }),
    change: (viewer, id, wish) => changing(viewer, (work) => changeFilter(work, { viewer, id, wish }, needs)),
    remove: (viewer, id) =>
      changing(viewer, async (work) => {
        if (!(await work.filters.remove(viewer, id))) throw new Refusal("not-found");
      }),
    ...createParts(needs, changing),
  };
}

type Changing = <Result>(viewer: AccountId, run: (work: Work) => Promise<Result>) => Promise<Result>;
type Parts = `${"show" | "add" | "remove"}${"Keyword" | "Status"}` | "changeKeyword";

function createParts({ storage, ids }: FiltersNeeds, changing: Changing): Pick<Filters, Parts> {
  const { stores } = storage;
  return {
    showKeyword: async (viewer, id) =>
      ownPart(await stores.filters.of(viewer), ({ keywords }) => keywords.find((one) => one.id === id)),
    addKeyword: (viewer, filter, wish) =>
      changing(viewer, async (work) => {
        const keyword = { id: ids.next(), ...checkKeyword(wish) };
        if (!(await work.filters.putKeyword(viewer, filter, keyword))) throw new Refusal("not-found");
        return keyword;
      }),
    changeKeyword: (viewer, id, wish) =>
      changing(viewer, async (work) => {
        const own = await work.filters.of(viewer);
        const { filter, part } = ownPart(own, ({ keywords }) => keywords.find((one) => one.id === id));
        const keyword = { id, ...checkKeyword({ ...part, ...given(wish) }) };
        await work.filters.putKeyword(viewer, filter.id, keyword);
        return keyword;
      }),
    removeKeyword: (viewer, id) =>
      changing(viewer, async (work) => {
        if (!(await work.filters.removeKeyword(viewer, id))) throw new Refusal("not-found");
      }),

    showStatus: async (viewer, id) =>
      ownPart(await stores.filters.of(viewer), ({ statuses }) => statuses.find((one) => one.id === id)),
    addStatus: (viewer, filter, named) =>
      changing(viewer, async (work) => {
        ownFilter(await work.filters.of(viewer), filter);
        const status = await findVisible(work, viewer, named);
        if (status === undefined) throw new Refusal("not-found");
        const part = { id: ids.next(), status: status.id };
        if (!(await work.filters.addStatus(viewer, filter, part)))
          throw new Refusal("invalid", "Status has already been taken");
        return part;
      }),
    removeStatus: (viewer, id) =>
      changing(viewer, async (work) => {
        if (!(await work.filters.removeStatus(viewer, id))) throw new Refusal("not-found");
      }),
  };
}

/** An account that is gone reads nothing. */
export async function forgetFilters(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.filters.removeAllOf(account);
}

const fresh: FilterTerms = { title: "", contexts: [], action: "warn", expiresAt: undefined };

/** What is not `undefined`. */
function given<Wish extends object>(wish: Wish): Partial<Wish> {
  const entries = Object.entries(wish).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Wish>; // some of its own entries
}

interface Change {
  readonly viewer: AccountId;
  readonly id: FilterId;
  readonly wish: Partial<FilterWish>;
}

async function changeFilter(
  work: Work,
  { viewer, id, wish }: Change,
  { clock, ids }: FiltersNeeds,
): Promise<Filter> {
  const filter = ownFilter(await work.filters.of(viewer), id);
  await work.filters.change(viewer, id, checkTerms({ ...filter, ...given(wish) }, clock.now()));
  for (const keyword of wish.keywords ?? []) {
    const stood = filter.keywords.find((one) => one.id === keyword.id);
    if (keyword.id !== undefined && stood === undefined) throw new Refusal("not-found");
    if (keyword.isRemoved === true) {
      if (stood !== undefined) await work.filters.removeKeyword(viewer, stood.id);
      continue;
    }
    const changed = { id: stood?.id ?? ids.next(), ...checkKeyword({ ...stood, ...given(keyword) }) };
    await work.filters.putKeyword(viewer, id, changed);
  }
  return ownFilter(await work.filters.of(viewer), id);
}

function ownFilter(own: readonly Filter[], id: FilterId): Filter {
  const filter = own.find((one) => one.id === id);
  if (filter === undefined) throw new Refusal("not-found");
  return filter;
}

function ownPart<Part>(own: readonly Filter[], find: (filter: Filter) => Part | undefined): FilterPart<Part> {
  for (const filter of own) {
    const part = find(filter);
    if (part !== undefined) return { filter, part };
  }
  throw new Refusal("not-found");
}
