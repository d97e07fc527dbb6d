import {
  after,
  days,
  type InstanceStore,
  type OperatorSetting,
  type Rule,
  type Terms,
} from "@trunkline/social";
import type { WeekOfActivity } from "@trunkline/social";
import { isBelow } from "./blocks.ts";
import type { Fragment, Sql } from "./connect.ts";
import { likeStart } from "./text.ts";

export function instanceStore(sql: Sql): InstanceStore {
  return {
    async settings() {
      const rows = await sql<OperatorSetting[]>`select name, value, at from operator_settings`;
      return [...rows];
    },
    async set({ name, value, at }) {
      await sql`
        insert into operator_settings (name, value, at) values (${name}, ${value}, ${at})
        on conflict (name) do update set value = excluded.value, at = excluded.at`;
    },
    async unset(name) {
      const { count } = await sql`delete from operator_settings where name = ${name}`;
      return count > 0;
    },
    async rules() {
      const rows = await sql<Rule[]>`select id, text, hint from rules where removed_at is null order by id`;
      return [...rows];
    },
    async addRule({ text, hint }, at) {
      const [row] = await sql<Rule[]>`
        insert into rules (text, hint, at) values (${text}, ${hint}, ${at}) returning id, text, hint`;
      if (row === undefined) throw new Error("A rule was not stored.");
      return row;
    },
    async removeRule(id, at) {
      const { count } =
        await sql`update rules set removed_at = ${at} where id = ${id} and removed_at is null`;
      return count > 0;
    },
    async terms() {
      const rows = await sql<Terms[]>`
        select effective_on::text as effective_on, text, published_at from terms_of_service
        order by terms_of_service.effective_on desc`;
      return [...rows];
    },
    async addTerms({ effectiveOn, text, publishedAt }) {
      const { count } = await sql`
        insert into terms_of_service (effective_on, text, published_at)
        values (${effectiveOn}::text::date, ${text}, ${publishedAt}) on conflict do nothing`;
      return count > 0;
    },
    ...activityStore(sql),
    ...peerStore(sql),
  };
}

/** Weeks are told by the moment of their beginning, whatever zone a connection keeps. */
function activityStore(sql: Sql): Pick<InstanceStore, "visit" | "countWeek" | "weeks" | "keepWeek"> {
  return {
    async visit(user, week) {
      await sql`insert into user_weeks (week, user_id) values (${week}, ${user}) on conflict do nothing`;
    },
    async countWeek(week) {
      const end = after(week, days(7));
      const [row] = await sql<Omit<WeekOfActivity, "week" | "countedAt">[]>`
        select
          (select count(*)::int from statuses
           where local and boost_of is null and deleted_at is null and visibility in ('public', 'unlisted')
             and id >= ${idAt(week)}::bigint and id < ${idAt(end)}::bigint) as statuses,
          (select count(*)::int from user_weeks where week = ${week}) as logins,
          (select count(*)::int from users where created_at >= ${week} and created_at < ${end}) as registrations`;
      return row ?? { statuses: 0, logins: 0, registrations: 0 };
    },
    async weeks(from) {
      const rows = await sql<WeekOfActivity[]>`
        select week, statuses, logins, registrations, counted_at from instance_weeks where week >= ${from}`;
      return [...rows];
    },
    async keepWeek({ week, statuses, logins, registrations, countedAt }) {
      await sql`
        insert into instance_weeks (week, statuses, logins, registrations, counted_at)
        values (${week}, ${statuses}, ${logins}, ${registrations}, ${countedAt})
        on conflict (week) do update set statuses = excluded.statuses, logins = excluded.logins,
          registrations = excluded.registrations, counted_at = excluded.counted_at`;
    },
  };
}

/** Ids begin with the milliseconds at which they were made. */
const idAt = (at: Date): string => (BigInt(at.getTime()) << 16n).toString();

function peerStore(sql: Sql): Pick<InstanceStore, "peers" | "countPeers"> {
  return {
    async peers(start, limit) {
      const rows = await sql<{ domain: string }[]>`
        ${domainsFrom(sql, start)}
        select domain from domains
        where domain is not null and not exists (
          select from domain_rules r where r.severity <> 'none' and ${isBelow(sql, sql`domains.domain`, sql`r.domain`)})
        limit ${limit}`;
      return rows.map(({ domain }) => domain);
    },
    async countPeers() {
      const [row] = await sql<{ count: number }[]>`
        ${domainsFrom(sql, "")} select count(domain)::int as count from domains`;
      return row?.count ?? 0;
    },
  };
}

/** Each domain once, in the order of its bytes: the index is asked for the next one, however many accounts a domain has. */
const domainsFrom = (sql: Sql, start: string): Fragment => sql`
  with recursive domains (domain) as (
    select min(domain collate "C") from accounts
    where domain is not null and domain collate "C" >= ${start} and domain like ${likeStart(start)}
    union all
    select (
      select min(a.domain collate "C") from accounts a
      where a.domain collate "C" > domains.domain and a.domain like ${likeStart(start)}
    ) from domains where domains.domain is not null
  )`;
