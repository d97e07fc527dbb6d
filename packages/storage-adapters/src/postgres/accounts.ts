import type {
  Account,
  AccountId,
  AccountStore,
  KeyPair,
  NewAccount,
  Profile,
  ProfileDetails,
  ProfileField,
  ProfilePicture,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { insertKeys, keyStore } from "./account-keys.ts";
import { applyDomainRules, sanction } from "./sanctions.ts";
import type { SecretBox } from "./secrets.ts";
import { likeStart } from "./text.ts";

type AccountRow = Omit<Account, "endpoints" | "fields"> &
  Account["endpoints"] & { readonly fields: readonly { name: string; value: string; verifiedAt?: string }[] };

const columns = (sql: Sql): Fragment => sql`
  id, username, domain, uri, url, kind, display_name, note, fields, nullif(emojis, '[]') as emojis, avatar_url, header_url, details, locked, discoverable,
  indexable, hide_collections, inbox, shared_inbox, outbox, followers, following, featured, created_at, fetched_at,
  suspended_at, suspended_by, limited_at, limited_by, also_known_as, moved_to, moved_to_uri, deleted_at, last_status_at, statuses_count, followers_count, following_count`;

/** The server's own actor, whom nobody looks for. */
export const isServer = (sql: Sql): Fragment => sql`(domain is null and kind = 'application')`;

function asAccount(row: AccountRow): Account {
  const { inbox, sharedInbox, outbox, followers, following, featured, fields, emojis, details, ...rest } =
    row;
  const endpoints = { inbox, sharedInbox, outbox, followers, following, featured };
  const named = emojis === undefined ? {} : { emojis };
  const kept = details === undefined ? {} : { details: asDetails(details) };
  return { ...rest, ...named, ...kept, endpoints, fields: fields.map(asField) };
}

/** In the order in which the domain compares them. */
function asDetails({ avatar, header, ...rest }: ProfileDetails): ProfileDetails {
  const { showMedia, showMediaReplies, showFeatured, attributionDomains } = rest;
  return {
    avatar: asPicture(avatar),
    header: asPicture(header),
    showMedia,
    showMediaReplies,
    showFeatured,
    attributionDomains,
  };
}

function asPicture({ file, still, description }: ProfilePicture): ProfilePicture {
  return {
    ...(file === undefined ? {} : { file }),
    ...(still === undefined ? {} : { still }),
    ...(description === undefined ? {} : { description }),
  };
}

function detailsJson(sql: Sql, { details }: Pick<Profile, "details">): ReturnType<Sql["json"]> | null {
  if (details === undefined) return null;
  const { avatar, header, attributionDomains, ...rest } = asDetails(details);
  return sql.json({
    ...rest,
    avatar: { ...avatar },
    header: { ...header },
    attributionDomains: [...attributionDomains],
  });
}

function asField({ name, value, verifiedAt }: AccountRow["fields"][number]): ProfileField {
  return { name, value, verifiedAt: verifiedAt === undefined ? undefined : new Date(verifiedAt) };
}

/** Accounts of which something is so, in the order that the condition ends with. */
export async function accountsWhere(sql: Sql, condition: Fragment): Promise<Account[]> {
  const rows = await sql<AccountRow[]>`select ${columns(sql)} from accounts where ${condition}`;
  return rows.map(asAccount);
}

export function accountStore(sql: Sql, box: SecretBox): AccountStore {
  const some = (condition: Fragment): Promise<Account[]> => accountsWhere(sql, condition);
  const one = async (condition: Fragment): Promise<Account | undefined> => (await some(condition))[0];
  return {
    add: (account, keys) => add(sql, account, keys === undefined ? undefined : { keys, box }),
    update: (id, profile) => update(sql, id, profile),
    async rename(id, { username, domain }) {
      const { count } = await sql`
        update accounts set username = ${username}, domain = ${domain}
        where id = ${id} and domain is not null and not exists (
          select from accounts other where other.id <> ${id}
            and lower(other.username) = lower(${username}) and lower(coalesce(other.domain, '')) = lower(${domain}))`;
      return count > 0;
    },
    byId: (id) => one(sql`id = ${id}`),
    byIds: async (ids) => (ids.length === 0 ? [] : some(sql`id = any(${[...ids]}::bigint[])`)),
    byUri: (uri) => one(sql`uri = ${uri}`),
    byUris: async (uris) => (uris.length === 0 ? [] : some(sql`uri = any(${[...uris]}::text[])`)),
    byHandle: (username, domain) =>
      one(sql`lower(username) = lower(${username}) and lower(coalesce(domain, '')) = lower(${domain ?? ""})`),
    search(text, limit, offset) {
      const start = likeStart(text);
      return some(sql`
        (lower(username) like ${start} or lower(display_name) like ${start}) and deleted_at is null
        and not ${isServer(sql)} order by followers_count desc, id limit ${limit} offset ${offset}`);
    },
    local: (afterId, limit) =>
      some(sql`
        domain is null and deleted_at is null and not ${isServer(sql)} and id > ${afterId ?? "0"}
        order by id limit ${limit}`),
    ...standingOf(sql, some),
    async markDeleted(id, at) {
      const { count } = await sql`
        update accounts set deleted_at = ${at}, display_name = '', note = '', fields = '[]', emojis = '[]', avatar_url = null,
          header_url = null, details = null, locked = false, discoverable = false, indexable = false, hide_collections = true
        where id = ${id} and deleted_at is null`;
      return count > 0;
    },
    async erase(id) {
      const { count } = await sql`delete from accounts where id = ${id} and 'sign-up' = any(suspended_by)`;
      return count > 0;
    },
    ...keyStore(sql, box),
  };
}

type StandingMethods =
  | "unproved"
  | "prove"
  | "sanction"
  | "applyDomainRules"
  | "setAliases"
  | "setMoved"
  | "unread"
  | "inboxes";

/** What is done to accounts and is no part of their profiles, and what asks for many of them. */
function standingOf(
  sql: Sql,
  some: (condition: Fragment) => Promise<Account[]>,
): Pick<AccountStore, StandingMethods> {
  return {
    sanction: (id, given) => sanction(sql, id, given),
    applyDomainRules: (domain, at) => applyDomainRules(sql, domain, at),
    async setAliases(id, alsoKnownAs) {
      await sql`update accounts set also_known_as = ${[...alsoKnownAs]}::text[] where id = ${id}`;
    },
    async setMoved(id, target) {
      await sql`
        update accounts set moved_to = ${target?.id ?? null}, moved_to_uri = ${target?.uri ?? null}
        where id = ${id}`;
    },
    unread: (before, limit) =>
      some(sql`
        domain is not null and deleted_at is null and (fetched_at is null or fetched_at < ${before}) and exists (
          select from follows f join accounts other on other.id in (f.follower_id, f.followed_id)
          where (f.follower_id = accounts.id or f.followed_id = accounts.id) and other.domain is null)
        order by fetched_at nulls first limit ${limit}`),
    unproved: (before, limit) =>
      some(sql`
        fields <> '[]' and deleted_at is null and suspended_at is null
          and (links_checked_at is null or links_checked_at < ${before})
          and (domain is null or exists (
            select from follows f join accounts by on by.id = f.follower_id
            where f.followed_id = accounts.id and f.state = 'accepted' and by.domain is null))
        order by links_checked_at nulls first limit ${limit}`),
    async prove(id, fields, at) {
      await sql`update accounts set fields = ${json(sql, fields)}, links_checked_at = ${at} where id = ${id}`;
    },
    async inboxes(after, limit) {
      const rows = await sql<{ inbox: string }[]>`
        select distinct coalesce(shared_inbox, inbox) as inbox from accounts
        where domain is not null and deleted_at is null and coalesce(shared_inbox, inbox) collate "C" > ${after ?? ""}
        order by inbox limit ${limit}`;
      return rows.map(({ inbox }) => inbox);
    },
  };
}

async function add(
  sql: Sql,
  account: NewAccount,
  secret: { readonly keys: KeyPair; readonly box: SecretBox } | undefined,
): Promise<boolean> {
  const { id, endpoints: ends, createdAt, fetchedAt, suspendedAt, deletedAt } = account;
  const { count } = await sql`
    insert into accounts (
      id, username, domain, uri, url, kind, display_name, note, fields, emojis, avatar_url, header_url, details, locked,
      discoverable, indexable, hide_collections, inbox, shared_inbox, outbox, followers, following, featured, created_at,
      fetched_at, suspended_at, suspended_by, deleted_at
    ) values (
      ${id}, ${account.username}, ${account.domain ?? null}, ${account.uri}, ${account.url}, ${account.kind},
      ${account.displayName}, ${account.note}, ${json(sql, account.fields)}, ${emojisOf(sql, account)},
      ${account.avatarUrl ?? null},
      ${account.headerUrl ?? null}, ${detailsJson(sql, account)}, ${account.locked}, ${account.discoverable}, ${account.indexable},
      ${account.hideCollections}, ${ends.inbox}, ${ends.sharedInbox ?? null}, ${ends.outbox ?? null},
      ${ends.followers ?? null}, ${ends.following ?? null}, ${ends.featured ?? null}, ${createdAt},
      ${fetchedAt ?? null}, ${suspendedAt ?? null}, ${suspendedAt === undefined ? [] : ["moderator"]}::text[],
      ${deletedAt ?? null}
    ) on conflict do nothing`;
  if (count === 0) return false;
  if (secret === undefined) return true;
  await insertKeys(sql, secret.box, { id, keys: secret.keys });
  return true;
}

async function update(sql: Sql, id: AccountId, profile: Profile): Promise<boolean> {
  const { endpoints: ends } = profile;
  const { count } = await sql`
    update accounts set
      url = ${profile.url}, kind = ${profile.kind}, display_name = ${profile.displayName}, note = ${profile.note},
      links_checked_at = case when fields = ${json(sql, profile.fields)}::jsonb then links_checked_at end,
      fields = ${json(sql, profile.fields)}, emojis = ${emojisOf(sql, profile)}, avatar_url = ${profile.avatarUrl ?? null},
      header_url = ${profile.headerUrl ?? null}, details = ${detailsJson(sql, profile)}, locked = ${profile.locked}, discoverable = ${profile.discoverable},
      indexable = ${profile.indexable}, hide_collections = ${profile.hideCollections}, inbox = ${ends.inbox},
      shared_inbox = ${ends.sharedInbox ?? null}, outbox = ${ends.outbox ?? null},
      followers = ${ends.followers ?? null}, following = ${ends.following ?? null},
      featured = ${ends.featured ?? null}, fetched_at = ${profile.fetchedAt ?? null}
    where id = ${id}`;
  return count > 0;
}

function emojisOf(sql: Sql, { emojis = [] }: Pick<Profile, "emojis">): ReturnType<Sql["json"]> {
  return sql.json(emojis.map(({ shortcode, url }) => ({ shortcode, url })));
}

function json(sql: Sql, fields: readonly ProfileField[]): ReturnType<Sql["json"]> {
  const plain = fields.map(({ name, value, verifiedAt }) => ({
    name,
    value,
    verifiedAt: verifiedAt?.toISOString(),
  }));
  return sql.json(plain);
}
