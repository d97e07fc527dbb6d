import type {
  AccountId,
  HeldBack,
  NotificationPolicy,
  NotificationPolicyStore,
  NotificationRequest,
  NotificationRequestStore,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

export function notificationPolicyStore(sql: Sql): NotificationPolicyStore {
  return {
    async of(accounts) {
      if (accounts.length === 0) return new Map();
      const rows = await sql<(NotificationPolicy & { readonly account: AccountId })[]>`
        select account_id as account, not_following, not_followers, new_accounts, private_mentions, limited_accounts
        from notification_policies where account_id = any(${[...accounts]}::bigint[])`;
      return new Map(rows.map(({ account, ...policy }) => [account, policy]));
    },
    async put(account, policy) {
      const { notFollowing, notFollowers, newAccounts, privateMentions, limitedAccounts } = policy;
      await sql`
        insert into notification_policies
          (account_id, not_following, not_followers, new_accounts, private_mentions, limited_accounts)
        values (${account}, ${notFollowing}, ${notFollowers}, ${newAccounts}, ${privateMentions}, ${limitedAccounts})
        on conflict (account_id) do update set
          not_following = excluded.not_following, not_followers = excluded.not_followers,
          new_accounts = excluded.new_accounts, private_mentions = excluded.private_mentions,
          limited_accounts = excluded.limited_accounts`;
    },
    async permit(account, from) {
      await sql`
        insert into notification_permits (account_id, from_id)
        select ${account}::bigint, from_id from unnest(${[...from]}::bigint[]) f (from_id)
        on conflict do nothing`;
    },
    async permitting(from, accounts) {
      const rows = await sql<{ account: AccountId }[]>`
        select account_id as account from notification_permits
        where from_id = ${from} and account_id = any(${[...accounts]}::bigint[])`;
      return new Set(rows.map(({ account }) => account));
    },
    async forget(account) {
      await sql`
        with permits as (delete from notification_permits where account_id = ${account})
        delete from notification_policies where account_id = ${account}`;
    },
  };
}

/** What is counted of a kind at most. */
const most = 100;

export function notificationRequestStore(sql: Sql): NotificationRequestStore {
  return {
    async put(requests) {
      const each = <Value>(value: (one: (typeof requests)[number]) => Value): Value[] => requests.map(value);
      await sql`
        insert into notification_requests as stood (id, account_id, from_id, created_at, updated_at)
        select id, account_id, from_id, at, at from unnest(
          ${each(({ id }) => id)}::bigint[], ${each(({ account }) => account)}::bigint[],
          ${each(({ from }) => from)}::bigint[], ${each(({ at }) => at.toISOString())}::timestamptz[]
        ) n (id, account_id, from_id, at)
        on conflict (account_id, from_id) do update set updated_at = excluded.updated_at`;
    },
    async of(account, page) {
      const id = sql`r.id`;
      const rows = await sql<NotificationRequest[]>`
        ${waiting(sql, account)} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return newestFirst(rows, page).map((item) => ({ cursor: item.id, item }));
    },
    async byIds(account, ids) {
      const rows = await sql<NotificationRequest[]>`
        ${waiting(sql, account)} and r.id = any(${[...ids]}::bigint[]) order by r.id desc`;
      return [...rows];
    },
    async summary(account) {
      const [row] = await sql<HeldBack[]>`
        select count(*)::int as requests, coalesce(sum(count), 0)::int as notifications
        from (${waiting(sql, account)} order by r.id desc limit ${most}) w`;
      return { requests: row?.requests ?? 0, notifications: row?.notifications ?? 0 };
    },
    async accept(account, from) {
      await sql`
        update notification_requests set is_accepted = true
        where account_id = ${account} and from_id = any(${[...from]}::bigint[])`;
    },
    async isMerging(account) {
      const [row] = await sql`
        select from notification_requests where account_id = ${account} and is_accepted limit 1`;
      return row !== undefined;
    },
    async remove(account, from) {
      await sql`
        delete from notification_requests
        where account_id = ${account} and from_id = any(${[...from]}::bigint[])`;
    },
    async forget(account) {
      await sql`delete from notification_requests where account_id = ${account} or from_id = ${account}`;
    },
  };
}

/** Requests that wait, with what they hold back: each looks at a hundred rows of an index at most. */
function waiting(sql: Sql, account: AccountId): Fragment {
  const held = sql`
    from notifications n
    where n.account_id = r.account_id and n.from_id = r.from_id and n.filtered and n.type in ('mention', 'quote')`;
  return sql`
    select r.id, r.account_id as account, r.from_id as "from", r.created_at, r.updated_at, counted.count,
      newest.status_id as last_status
    from notification_requests r
    cross join lateral (select n.status_id ${held} order by n.id desc limit 1) newest
    cross join lateral (select count(*)::int as count from (select ${held} limit ${most}) some_held) counted
    where r.account_id = ${account} and not r.is_accepted`;
}
