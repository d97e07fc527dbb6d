import { after, days, type Tag, type TagStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { likeStart } from "./text.ts";

/** A tag with the days on which it was used, as the database gathers them. */
interface TagRow {
  readonly id: string;
  readonly name: string;
  readonly days: readonly { readonly day: string; readonly uses: number; readonly accounts: number }[];
}

export function tagStore(sql: Sql): TagStore {
  return {
    async byName(name, today) {
      const [tag] = await withHistory(
        sql,
        sql`select id, name, 0 as place from tags where name = ${name}`,
        today,
      );
      return tag;
    },
    byNames: async (names, today) =>
      names.length === 0
        ? []
        : withHistory(
            sql,
            sql`
              select tags.id, tags.name, wanted.place
              from unnest(${[...names]}::text[]) with ordinality wanted (name, place) join tags using (name)`,
            today,
          ),
    search: (prefix, { limit, offset, today, isReviewed = false }) =>
      withHistory(
        sql,
        sql`
          select t.id, t.name, row_number() over (order by count(s.id) desc, t.name) as place
          from tags t left join status_tags st on st.tag_id = t.id
          left join statuses s on s.id = st.status_id and s.visibility = 'public' and s.deleted_at is null
          where t.name like ${likeStart(prefix)} and (${!isReviewed}::boolean or exists (
            select from trend_reviews r where r.kind = 'tag' and r.subject = t.name and r.is_allowed))
          group by t.id order by place limit ${limit} offset ${offset}`,
        today,
      ),
  };
}

async function withHistory(sql: Sql, chosen: Fragment, today: Date): Promise<Tag[]> {
  const midnight = new Date(Math.floor(today.getTime() / days(1)) * days(1));
  const week = [0, 1, 2, 3, 4, 5, 6].map((back) => after(midnight, -days(back)));
  const rows = await sql<TagRow[]>`
    select t.id, t.name, coalesce((
      select json_agg(used) from (
        select to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as uses,
          count(distinct s.account_id)::int as accounts
        from status_tags st join statuses s on s.id = st.status_id
        where st.tag_id = t.id and s.visibility = 'public' and s.deleted_at is null
          and s.created_at >= ${after(midnight, -days(6))} and s.created_at < ${after(midnight, days(1))}
        group by 1
      ) used
    ), '[]') as days
    from (${chosen}) t order by t.place`;
  return rows.map(({ id, name, days: used }) => ({
    id,
    name,
    history: week.map((day) => {
      const that = used.find((each) => each.day === day.toISOString().slice(0, 10));
      return { day, uses: that?.uses ?? 0, accounts: that?.accounts ?? 0 };
    }),
  }));
}
