import type { Delivery } from "@trunkline/activitypub";
import { after, type Milliseconds, seconds } from "@trunkline/social";
import type { Connection } from "./connect.ts";
import { asIs, type Held, soloFrom } from "./leases.ts";

/** How many deliveries to one host a claim takes at most, so that a slow host does not hold up the others. */
const maxPerHost = 10;

/** How far a claim looks past the deliveries of busy hosts, in claims. */
const lookahead = 4;

/** How long what is new goes beside what waits already: also after an outage it need not wait for all of that. */
const newFor: Milliseconds = seconds(30);

interface Span {
  readonly limit: number;
  readonly at: Date;
  readonly until: Date;
}

type Row = Delivery & { readonly losses: number };

/**
 * Leases deliveries: of those that were never tried by turn, of the newest of these, and of those that were by time,
 * one of each in turn, and of one host only so many. Looks at a bounded number of rows, however many wait.
 */
export async function claim(
  connection: Connection,
  held: Held,
  { limit, at, until }: Span,
): Promise<Delivery[]> {
  const view = limit * lookahead;
  const [most, farthest] = [asIs(connection, limit), asIs(connection, view)];
  const rows = await connection<Row[]>`
    with fresh as (
      select id, host, row_number() over (order by turn, id) as place from (
        select id, host, turn from deliveries where dead_at is null and attempts = 0
        order by turn, id limit ${farthest}) by_turn
    ), newest as (
      select id, host, row_number() over (order by turn desc, id desc) as place from (
        select id, host, turn from deliveries
        where dead_at is null and attempts = 0 and turn <= ${at} and turn > ${after(at, -newFor)}
        order by turn desc, id desc limit ${most}) by_turn
    ), again as (
      select id, host, row_number() over (order by next_at, id) as place from (
        select id, host, next_at from deliveries
        where dead_at is null and attempts > 0 and token is null and losses < 2 and next_at <= ${at}
        order by next_at, id limit ${farthest}) by_time
    ), solo as (
      select id, host, 0::bigint as place from deliveries
      where dead_at is null and token is null and losses >= 2 and next_at <= ${at}
      order by losses, next_at, id limit ${held.mayTakeSolo ? 1 : 0}
    ), near as (
      select id, place, row_number() over (partition by host order by place, id) as of_host
      from (
        select id, host, min(place) as place from (
          select * from fresh union all select * from newest union all select * from again union all select * from solo
        ) lanes group by id, host) each_once
    ), due as (
      select d.id from (select array(select id from near where of_host <= ${maxPerHost} order by place, id)) chosen (ids),
        deliveries d
      where d.id = any(ids) and d.token is null and d.dead_at is null and d.behind is null and d.next_at <= ${at}
      order by array_position(ids, d.id) limit ${most} for update of d skip locked
    ), claimed as (
      update deliveries d set attempts = attempts + 1, next_at = ${until}, token = gen_random_uuid()
      where d.id = any(array(select id from due))
      returning d.id, d.activity, inbox, attempts - 1 as attempts, token::text, losses
    )
    select c.id, c.inbox, a.sender, a.activity_id, a.body, a.at as since, a.insists, a.synchronises, a.request, c.attempts, c.token, c.losses
    from claimed c join outgoing_activities a on a.id = c.activity order by c.id`;
  held.add(
    rows.filter(({ losses }) => losses < soloFrom),
    false,
  );
  held.add(
    rows.filter(({ losses }) => losses >= soloFrom),
    true,
  );
  if (rows.length >= maxPerHost && rows.length < limit) await sendBehind(connection, { view, at });
  const bodies = new Map<string, string>();
  return rows.map(({ losses: _, ...delivery }) => ({ ...delivery, body: oneOf(bodies, delivery) }));
}

/** One text for all deliveries of an activity, so that it takes up room once, and is digested once. */
function oneOf(bodies: Map<string, string>, { activityId, body }: Delivery): string {
  const known = bodies.get(activityId);
  if (known !== undefined) return known;
  bodies.set(activityId, body);
  return body;
}

/** Where hosts with many deliveries fill the view, moves what they have too many behind the turn of the others. */
async function sendBehind(
  connection: Connection,
  { view, at }: { readonly view: number; readonly at: Date },
): Promise<void> {
  await connection`
    with fresh as (
      select id, row_number() over (partition by host order by turn, id) as of_host from (
        select id, host, turn from deliveries where dead_at is null and attempts = 0
        order by turn, id limit ${asIs(connection, view)}) by_turn
    ), crowd as (
      select id from deliveries
      where behind is null and id = any(array(
          select id from fresh where of_host > ${maxPerHost} and (select count(*) from fresh) = ${view}))
      for update skip locked
    )
    update deliveries d set turn = ${at}::timestamptz + (
      select of_host from fresh where fresh.id = d.id) * interval '1 second'
    where d.id = any(array(select id from crowd)) and d.attempts = 0`;
}

/**
 * Which of the deliveries nobody at their inbox may have any more: the status is deleted, its
 * sender is suspended or gone, or nobody there follows or was named.
 */
export async function unwanted(
  connection: Connection,
  claimed: readonly Delivery[],
): Promise<ReadonlySet<string>> {
  if (claimed.length === 0) return new Set();
  const rows = await connection<{ id: string }[]>`
    select d.id from deliveries d
    join outgoing_activities a on a.id = d.activity and a.about_status is not null
    where d.id = any(${claimed.map(({ id }) => id)}::bigint[]) and (
      not exists (select from statuses s join accounts by on by.id = s.account_id
        where s.id = a.about_status and s.deleted_at is null and by.suspended_at is null and by.deleted_at is null)
      or not exists (select from relays where inbox = d.inbox) and not exists (select from accounts p
        where (p.inbox = d.inbox or p.shared_inbox = d.inbox) and p.domain is not null
          and p.suspended_at is null and p.deleted_at is null
          and (p.uri = any(a.about_actors) or exists (select from follows f
            where f.follower_id = p.id and f.followed_id = any(a.about_followers_of) and f.state = 'accepted'))))`;
  return new Set(rows.map(({ id }) => id));
}
