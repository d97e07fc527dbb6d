import type { AccountId, Mute, MuteStore, Page, Row } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  id, account_id as account, target_id as target, hides_notifications, expires_at, at`;

export function muteStore(sql: Sql): MuteStore {
  const some = async (condition: Fragment, now: Date, page: Page): Promise<readonly Row<Mute>[]> => {
    const id = sql`id`;
    const rows = await sql<Mute[]>`
      select ${columns(sql)} from mutes where ${condition} and ${holds(sql, now)}
      ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
    return newestFirst(rows, page).map((mute) => ({ cursor: mute.id, item: mute }));
  };
  return {
    async put({ id, account, target, hidesNotifications, expiresAt, at }) {
      await sql`
        insert into mutes (id, account_id, target_id, hides_notifications, expires_at, at)
        values (${id}, ${account}, ${target}, ${hidesNotifications}, ${expiresAt ?? null}, ${at})
        on conflict (account_id, target_id) do update
          set hides_notifications = excluded.hides_notifications, expires_at = excluded.expires_at`;
    },
    async remove(account, target) {
      const { count } = await sql`delete from mutes where account_id = ${account} and target_id = ${target}`;
      return count > 0;
    },
    async among(account, others, now) {
      if (others.length === 0) return [];
      const rows = await sql<Mute[]>`
        select ${columns(sql)} from mutes
        where account_id = ${account} and target_id = any(${[...new Set(others)]}::bigint[]) and ${holds(sql, now)}`;
      return [...rows];
    },
    async silencing(target, accounts, now) {
      if (accounts.length === 0) return [];
      const rows = await sql<{ account: AccountId }[]>`
        select account_id as account from mutes
        where target_id = ${target} and account_id = any(${[...new Set(accounts)]}::bigint[]) and hides_notifications
          and ${holds(sql, now)}`;
      return rows.map(({ account }) => account);
    },
    of: (account, now, page) => some(sql`account_id = ${account}`, now, page),
    against: (target, now, page) => some(sql`target_id = ${target}`, now, page),
  };
}

const holds = (sql: Sql, now: Date): Fragment => sql`(expires_at is null or expires_at > ${now})`;
