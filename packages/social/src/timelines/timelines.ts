import { existingAccount } from "../accounts/existing.ts";
import { isHidden } from "../filters/match.ts";
import type { AccountId, ListId, StatusId } from "../kernel/id.ts";
import type { Page, Paged, Row } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import { normaliseTag } from "../kernel/text.ts";
import type { StatusView } from "../statuses/status.ts";
import type { AccountStatusesFilter } from "../statuses/statuses.store.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage } from "../stores.ts";
import type { PublicFilter, TagFilter } from "./timelines.store.ts";

export interface Timelines {
  home(viewer: AccountId, page: Page): Promise<Paged<StatusView>>;
  /** What the members of a list of the viewer say. Refuses `not-found` (S-084). */
  list(viewer: AccountId, list: ListId, page: Page): Promise<Paged<StatusView>>;
  public(viewer: AccountId | undefined, filter: PublicFilter, page: Page): Promise<Paged<StatusView>>;
  tagged(viewer: AccountId | undefined, filter: TagFilter, page: Page): Promise<Paged<StatusView>>;
  account(
    viewer: AccountId | undefined,
    account: AccountId,
    options: { readonly filter: AccountStatusesFilter; readonly page: Page },
  ): Promise<Paged<StatusView>>;
  /** Of these accounts, those whose home timeline holds the status. */
  homesWith(status: StatusId, among: readonly AccountId[]): Promise<readonly AccountId[]>;
  /** Of these lists, those whose timeline holds the status. */
  listsWith(status: StatusId, among: readonly ListId[]): Promise<readonly ListId[]>;
  /** What of these a timeline shows to the viewer, who may have blocked or muted their authors. */
  see(viewer: AccountId | undefined, ids: readonly StatusId[]): Promise<readonly StatusView[]>;
}

export interface TimelinesNeeds {
  readonly storage: Storage;
  readonly views: Views;
}

/** Reading timelines; what a store lists is asked about once more, whether the viewer may see it (S-085). */
export function createTimelines({ storage, views }: TimelinesNeeds): Timelines {
  const { stores } = storage;
  const seen = (viewer: AccountId | undefined, ids: readonly StatusId[], page: Page) =>
    views.page(viewer, rowsOf(ids), page);
  return {
    home: async (viewer, page) =>
      unhidden(viewer, await seen(viewer, await stores.timelines.home(viewer, page), page)),
    async list(viewer, id, page) {
      const list = await stores.lists.byId(viewer, id);
      if (list === undefined) throw new Refusal("not-found");
      return unhidden(viewer, await seen(viewer, await stores.timelines.list(list, page), page));
    },
    public: async (viewer, filter, page) => seen(viewer, await stores.timelines.public(filter, page), page),
    tagged: async (viewer, filter, page) =>
      seen(viewer, await stores.timelines.tagged(normalised(filter), page), page),

    async account(viewer, account, { filter, page }) {
      await existingAccount(stores.accounts, account);
      const tagged = filter.tagged === undefined ? undefined : normalisedName(filter.tagged);
      const options = { reader: viewer, filter: { ...filter, tagged }, page };
      const ids = await stores.timelines.account(account, options);
      return views.named.page(viewer, rowsOf(ids), page);
    },

    homesWith: (status, among) => stores.timelines.homesWith(status, among),
    listsWith: (status, among) => stores.timelines.listsWith(status, among),
    see: (viewer, ids) => views.see(viewer, ids),
  };
}

/** Homes and lists leave out what the viewer hides at home; elsewhere clients are told, and cover it. */
function unhidden(viewer: AccountId, part: Paged<StatusView>): Paged<StatusView> {
  return { ...part, items: part.items.filter((view) => !isHidden(view, viewer, "home")) };
}

function rowsOf(ids: readonly StatusId[]): readonly Row<StatusId>[] {
  return ids.map((id) => ({ cursor: id, item: id }));
}

function normalised(filter: TagFilter): TagFilter {
  const names = (list: readonly string[]): readonly string[] => list.map(normalisedName);
  return { ...filter, any: names(filter.any), all: names(filter.all), none: names(filter.none) };
}

/** What cannot be a tag stays as it is: no status carries it. */
function normalisedName(name: string): string {
  return normaliseTag(name) ?? name;
}
