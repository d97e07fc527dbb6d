import type { Account } from "../accounts/account.ts";
import { existingAccounts, isThere } from "../accounts/existing.ts";
import type { Here } from "../accounts/handle.ts";
import { parseHandle } from "../accounts/handle.ts";
import { wantedOf } from "../blocks/unwanted.ts";
import { startOfDay } from "../kernel/day.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { toId, toUri } from "../kernel/id.ts";
import { normaliseTag } from "../kernel/text.ts";
import type { Clock, Remote } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage } from "../stores.ts";
import type { Tag } from "../tags/tags.store.ts";
import { findStatuses } from "./find-statuses.ts";
import { namePartsOf } from "./words.ts";

export interface Query {
  readonly text: string;
  /** `undefined`: all three. */
  readonly type: "accounts" | "statuses" | "hashtags" | undefined;
  /** Ask other servers about an address or handle that is not known here. For signed-in people only. */
  readonly resolve: boolean;
  readonly limit: number;
  readonly offset: number;
  /** Only people whom the viewer follows. */
  readonly isFollowed?: boolean;
  /** Only hashtags that somebody has let trend. */
  readonly isReviewed?: boolean;
  /** Only statuses of this account. */
  readonly account?: AccountId | undefined;
  /** Only statuses that are older, or newer, than the one with this id. */
  readonly maxId?: string | undefined;
  readonly minId?: string | undefined;
}

export interface Findings {
  readonly accounts: readonly Account[];
  readonly statuses: readonly StatusView[];
  readonly tags: readonly Tag[];
}

export interface Search {
  find(viewer: AccountId | undefined, query: Query): Promise<Findings>;
}

export interface SearchNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly remote: Remote;
  readonly settings: Here & { readonly languages: readonly string[] };
  readonly views: Views;
}

const nothing: Findings = { accounts: [], statuses: [], tags: [] };
const maxQueryLength = 2048;
const maxNameParts = 6;
/** The pages of our own accounts and statuses, whose addresses for programs are others. */
const ownPage = /^\/@([a-z0-9_]+)(?:\/(\d{1,18}))?$/i;

/**
 * Finding people by name or handle, hashtags by their beginning, statuses by their words for whoever is signed in, and
 * anything by its address.
 */
export function createSearch(needs: SearchNeeds): Search {
  return {
    async find(viewer, query) {
      const text = query.text.trim();
      if (text === "" || text.length > maxQueryLength) return nothing;
      const asked = { ...query, text, resolve: query.resolve && viewer !== undefined };
      if (/^https?:\/\//i.test(text)) return findAddress(viewer, asked, needs);
      const [accounts, statuses, tags] = await Promise.all([
        findAccounts(viewer, asked, needs),
        viewer === undefined || !wants(asked, "statuses")
          ? []
          : findStatuses(viewer, asked, { ...needs, stores: needs.storage.stores }),
        findTags(asked, needs),
      ]);
      return { accounts, statuses, tags };
    },
  };
}

/** An address has one thing behind it at most, which stands on the first page. */
async function findAddress(
  viewer: AccountId | undefined,
  query: Query,
  needs: SearchNeeds,
): Promise<Findings> {
  if (query.offset > 0) return nothing;
  const { stores } = needs.storage;
  const found =
    (await known(query.text, needs)) ?? (query.resolve ? await needs.remote.any(query.text) : undefined);
  if (found === undefined) return nothing;
  if ("account" in found) {
    if (!wants(query, "accounts")) return nothing;
    return { ...nothing, accounts: await existingAccounts(stores.accounts, [found.account]) };
  }
  if (!wants(query, "statuses")) return nothing;
  const seen = await needs.views.named.see(viewer, [found.status]);
  const { account: author = seen[0]?.status.account } = query;
  return { ...nothing, statuses: seen.filter(({ status }) => status.account === author) };
}

async function known(
  address: string,
  { storage, settings }: SearchNeeds,
): Promise<{ readonly account: AccountId } | { readonly status: StatusId } | undefined> {
  const page =
    settings.origin === URL.parse(address)?.origin ? ownPage.exec(new URL(address).pathname) : null;
  if (page?.[2] !== undefined) return { status: toId(page[2]) };
  if (page?.[1] !== undefined) {
    const owner = await storage.stores.accounts.byHandle(page[1], undefined);
    return owner && { account: owner.id };
  }
  const status = await storage.stores.statuses.byUri(toUri(address));
  if (status !== undefined) return { status: status.id };
  const account = await storage.stores.accounts.byUri(toUri(address));
  return account && { account: account.id };
}

async function findAccounts(
  viewer: AccountId | undefined,
  query: Query,
  needs: SearchNeeds,
): Promise<readonly Account[]> {
  if (!wants(query, "accounts") || query.text.startsWith("#")) return [];
  const { isFollowed = false, limit, offset } = query;
  const { search } = needs.storage.stores;
  const exact = offset === 0 && !isFollowed ? await findHandle(query, needs) : undefined;
  const parts = namePartsOf(query.text).slice(0, maxNameParts);
  const found = parts.length === 0 ? [] : await search.people(parts, { viewer, isFollowed, limit, offset });
  // Whoever is limited is found by their whole handle alone.
  const others = found.filter(({ limitedAt }) => limitedAt === undefined);
  const all = exact === undefined ? others : [exact, ...others.filter(({ id }) => id !== exact.id)];
  const accounts = all.filter(isThere).slice(0, query.limit);
  return wantedOf(needs.storage.stores, viewer, { accounts, now: needs.clock.now() });
}

async function findHandle(query: Query, needs: SearchNeeds): Promise<Account | undefined> {
  const handle = parseHandle(query.text, needs.settings);
  if (handle === undefined) return undefined;
  const { accounts } = needs.storage.stores;
  const account = await accounts.byHandle(handle.username, handle.domain);
  if (account !== undefined || handle.domain === undefined || !query.resolve) return account;
  const id = await needs.remote.handle(handle.username, handle.domain);
  return id === undefined ? undefined : accounts.byId(id);
}

async function findTags(query: Query, { storage, clock }: SearchNeeds): Promise<readonly Tag[]> {
  const prefix = wants(query, "hashtags") ? normaliseTag(query.text.replace(/^[#＃]/, "")) : undefined;
  if (prefix === undefined || /[\s@]/.test(query.text)) return [];
  const { limit, offset, isReviewed = false } = query;
  return storage.stores.tags.search(prefix, { limit, offset, today: startOfDay(clock.now()), isReviewed });
}

function wants(query: Query, type: "accounts" | "statuses" | "hashtags"): boolean {
  return query.type === undefined || query.type === type;
}
