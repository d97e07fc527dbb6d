import type { AccountId, Ballot, Poll, PollStore, PollTerms, StatusId, Tally } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

type Row = Omit<Poll, "options"> & { readonly titles: string[]; readonly counts: number[] };

/** A poll with its options, in one statement however many there are. */
const columns = (sql: Sql): Fragment => sql`
  p.status_id as status, p.multiple, p.hide_totals, p.expires_at, p.voters_count, p.fetched_at, p.closed_at,
  array(select title from poll_options o where o.status_id = p.status_id order by place) as titles,
  array(select votes_count from poll_options o where o.status_id = p.status_id order by place) as counts`;

function asPoll({ titles, counts, ...poll }: Row): Poll {
  return { ...poll, options: titles.map((title, place) => ({ title, votesCount: counts[place] ?? 0 })) };
}

export function pollStore(sql: Sql): PollStore {
  return {
    put: (status, terms, fetchedAt) => put(sql, { status, terms, fetchedAt }),
    async remove(status) {
      const { count } = await sql`delete from polls where status_id = ${status}`;
      return count > 0;
    },
    async of(statuses) {
      if (statuses.length === 0) return [];
      const rows = await sql<Row[]>`
        select ${columns(sql)} from polls p where p.status_id = any(${[...statuses]}::bigint[])`;
      return rows.map(asPoll);
    },
    vote: (ballot) => vote(sql, ballot),
    async choices(account, statuses) {
      if (statuses.length === 0) return new Map();
      const rows = await sql<{ status: StatusId; places: number[] }[]>`
        select status_id as status, array_agg(place::int order by place) as places from poll_votes
        where account_id = ${account} and status_id = any(${[...statuses]}::bigint[]) group by status_id`;
      return new Map(rows.map(({ status, places }) => [status, places]));
    },
    async voters(status, limit) {
      const rows = await sql<{ account: AccountId }[]>`
        select account_id as account from poll_votes where status_id = ${status}
        group by account_id order by min(id) limit ${limit}`;
      return rows.map(({ account }) => account);
    },
    tally: (status, tally) => takeOver(sql, status, tally),
    async due(now, limit) {
      const rows = await sql<{ status: StatusId }[]>`
        select status_id as status from polls where tell_at <= ${now} order by tell_at limit ${limit}`;
      return rows.map(({ status }) => status);
    },
    async told(status, now) {
      const { count } = await sql`
        update polls set tell_at = null where status_id = ${status} and tell_at <= ${now}`;
      return count > 0;
    },
    async ended(now, limit) {
      const rows = await sql<{ status: StatusId }[]>`
        select status_id as status from polls where closed_at is null and expires_at <= ${now}
        order by expires_at limit ${limit}`;
      return rows.map(({ status }) => status);
    },
    async close(status, now) {
      const { count } = await sql`
        update polls set closed_at = ${now}, tell_at = null
        where status_id = ${status} and closed_at is null and expires_at <= ${now}`;
      return count > 0;
    },
  };
}

async function put(
  sql: Sql,
  {
    status,
    terms,
    fetchedAt,
  }: { readonly status: StatusId; readonly terms: PollTerms; readonly fetchedAt: Date | undefined },
): Promise<void> {
  const { options, multiple, hideTotals, expiresAt } = terms;
  const titles = [...options];
  await sql`select from polls where status_id = ${status} for update`;
  const { count: stays } = await sql`
    update polls p set hide_totals = ${hideTotals}, expires_at = ${expiresAt ?? null},
      fetched_at = ${fetchedAt ?? null},
      closed_at = case when expires_at is not distinct from ${expiresAt ?? null}::timestamptz then closed_at end
    where status_id = ${status} and multiple = ${multiple}
      and array(select title from poll_options o where o.status_id = p.status_id order by place) = ${titles}::text[]`;
  if (stays > 0) return;
  await sql`delete from polls where status_id = ${status}`;
  await sql`
    insert into polls (status_id, multiple, hide_totals, expires_at, voters_count, fetched_at)
    select id, ${multiple}::boolean, ${hideTotals}::boolean, ${expiresAt ?? null}::timestamptz,
      case when ${fetchedAt ?? null}::timestamptz is null then 0 end, ${fetchedAt ?? null}::timestamptz
    from statuses where id = ${status} and deleted_at is null`;
  await sql`
    insert into poll_options (status_id, place, title)
    select status_id, place - 1, title from polls, unnest(${titles}::text[]) with ordinality o (title, place)
    where status_id = ${status}`;
}

/** The poll's lock comes first, in a statement of its own: the next one sees every vote that was cast before. */
async function vote(sql: Sql, { status, account, choices, at, tellAt }: Ballot): Promise<number[]> {
  const [poll] = await sql<{ multiple: boolean }[]>`
    select multiple from polls where status_id = ${status} and (expires_at is null or expires_at > ${at}) for update`;
  if (poll === undefined) return [];
  const places = [...new Set(choices)].slice(0, poll.multiple ? undefined : 1);
  const rows = await sql<{ place: number }[]>`
    with earlier as (
      select place from poll_votes where status_id = ${status} and account_id = ${account}
    ), added as (
      insert into poll_votes (status_id, account_id, place, at)
      select status_id, ${account}::bigint, place, ${at}::timestamptz from poll_options
      where status_id = ${status} and place = any(${places}::int[])
        and (${poll.multiple}::boolean or not exists (select from earlier))
      on conflict do nothing
      returning place
    ), counted as (
      update poll_options set votes_count = votes_count + 1
      where status_id = ${status} and place in (select place from added)
    ), told as (
      update polls set tell_at = coalesce(tell_at, ${tellAt ?? null}::timestamptz),
        voters_count = voters_count + case when exists (select from earlier) then 0 else 1 end
      where status_id = ${status} and exists (select from added)
    )
    select place::int as place from added`;
  const added = new Set(rows.map(({ place }) => place));
  return places.filter((place) => added.has(place));
}

async function takeOver(sql: Sql, status: StatusId, tally: Tally): Promise<boolean> {
  const { votes, voters, expiresAt, at } = tally;
  const { count } = await sql`
    update polls set expires_at = ${expiresAt ?? null}, fetched_at = ${at},
      voters_count = coalesce(${voters ?? null}::int, voters_count)
    where status_id = ${status} and fetched_at is not null
      and (select count(*) from poll_options o where o.status_id = polls.status_id) = ${votes.length}`;
  if (count === 0) return false;
  await sql`
    update poll_options o set votes_count = t.votes
    from unnest(${[...votes]}::int[]) with ordinality t (votes, place)
    where o.status_id = ${status} and o.place = t.place - 1`;
  return true;
}
