import type { Here } from "../accounts/handle.ts";
import { parseHandle } from "../accounts/handle.ts";
import type { AccountId } from "../kernel/id.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import type { Stores } from "../stores.ts";
import { readQuery, searchOf } from "./query.ts";
import type { Condition, FoundPage, StatusSearch } from "./search.store.ts";

export interface FindStatusesNeeds {
  readonly stores: Stores;
  readonly views: Views;
  readonly settings: Here & { readonly languages: readonly string[] };
}

export interface StatusQuery extends FoundPage {
  readonly text: string;
  /** Only statuses of this account. */
  readonly account?: AccountId | undefined;
}

const maxLanguages = 4;

/** Statuses by their words, as far as the viewer may find them (S-108) and see them now (S-048). */
export async function findStatuses(
  viewer: AccountId,
  { account, text, ...page }: StatusQuery,
  needs: FindStatusesNeeds,
): Promise<readonly StatusView[]> {
  const search = await read(viewer, text, needs);
  if (search === undefined) return [];
  const by: readonly Condition[] = account === undefined ? [] : [{ type: "by", account, isNot: false }];
  const wanted = { ...search, conditions: [...search.conditions, ...by] };
  return needs.views.see(viewer, await needs.stores.search.statuses(viewer, wanted, page));
}

async function read(
  viewer: AccountId,
  text: string,
  { stores, settings }: FindStatusesNeeds,
): Promise<StatusSearch | undefined> {
  const clauses = readQuery(text);
  if (clauses === undefined) return undefined;
  const handles = new Set(clauses.flatMap((one) => (one.type === "account" ? [one.handle] : [])));
  const accounts = new Map<string, AccountId>();
  for (const handle of handles) {
    const named = handle === "me" ? { id: viewer } : await accountNamed(handle, { stores, settings });
    if (named !== undefined) accounts.set(handle, named.id);
  }
  const user = await stores.users.byAccount(viewer);
  const own = user?.preferences.language ?? user?.locale;
  const languages = [...(own === undefined ? [] : [own]), ...settings.languages].slice(0, maxLanguages);
  return searchOf(clauses, accounts, languages);
}

async function accountNamed(
  written: string,
  { stores, settings }: Pick<FindStatusesNeeds, "stores" | "settings">,
): Promise<{ readonly id: AccountId } | undefined> {
  const handle = parseHandle(written, settings);
  return handle && stores.accounts.byHandle(handle.username, handle.domain);
}
