import type { Delivery, DeliveryQueue, Outcome } from "@trunkline/activitypub";
import { after, minutes } from "@trunkline/social";
import { createBatcher } from "./batch.ts";
import type { Connection } from "./connect.ts";

/** How long a worker may take before its delivery is handed to another. */
const lease = minutes(2);

/** How many deliveries to one host a claim takes at most, so that a slow host does not hold up the others. */
const maxPerHost = 10;

/** How far a claim looks past the deliveries of busy hosts. */
const lookahead = 10;

/** Hands out deliveries. A claim is a lease that runs out by itself, under a token that proves it. */
export function createDeliveryQueue(connection: Connection, now: () => Date): DeliveryQueue {
  const arrived = createBatcher<Delivery, true>({
    work: (deliveries) => forget(connection, deliveries),
    maxItems: 100,
    gatherMilliseconds: 1,
  });
  return {
    claim: (limit) => claim(connection, limit, now()),
    async settle(delivery, outcome) {
      if (outcome.type === "delivered") await arrived(delivery);
      else await putOff(connection, delivery, { outcome, now: now() });
    },
  };
}

async function claim(connection: Connection, limit: number, now: Date): Promise<Delivery[]> {
  const rows = await connection<Delivery[]>`
    with near as (
      select id, host, next_at from deliveries where dead_at is null and next_at <= ${now}
      order by next_at, id limit ${limit * lookahead}
    ), fair as (
      select id from (
        select id, next_at, row_number() over (partition by host order by next_at, id) as place from near
      ) placed where place <= ${maxPerHost} order by next_at, id limit ${limit}
    ), due as (
      select id from deliveries
      where id in (select id from fair) and dead_at is null and next_at <= ${now}
      for update skip locked
    ), claimed as (
      update deliveries d set attempts = attempts + 1, next_at = ${after(now, lease)}, token = gen_random_uuid()
      from due where d.id = due.id
      returning d.id, d.activity, inbox, attempts - 1 as attempts, token::text
    )
    select c.id, c.inbox, a.sender, a.activity_id, a.body, c.attempts, c.token
    from claimed c join outgoing_activities a on a.id = c.activity order by c.id`;
  return [...rows];
}

/** Removes what arrived; the body of an activity leaves with its last delivery. */
async function forget(connection: Connection, deliveries: readonly Delivery[]): Promise<true[]> {
  const ids = deliveries.map(({ id }) => id);
  const tokens = deliveries.map(({ token }) => token);
  const rows = await connection<{ activity: string }[]>`
    delete from deliveries d using unnest(${ids}::bigint[], ${tokens}::uuid[]) held (id, token)
    where d.id = held.id and d.token = held.token returning d.activity`;
  const activities = [...new Set(rows.map(({ activity }) => activity))];
  if (activities.length > 0) await dropBodies(connection, activities);
  return deliveries.map(() => true);
}

/** A statement of its own, after the commit of the removal: of workers that remove the last two at once, one sees that none is left. */
async function dropBodies(connection: Connection, activities: readonly string[]): Promise<void> {
  await connection`
    update outgoing_activities a set body = null
    where id = any(${[...activities]}::bigint[]) and body is not null
      and not exists (select from deliveries where activity = a.id)`;
}

async function putOff(
  connection: Connection,
  { id, token }: Delivery,
  { outcome, now }: { readonly outcome: Exclude<Outcome, { type: "delivered" }>; readonly now: Date },
): Promise<void> {
  const isOver = outcome.type === "failed";
  await connection`
    update deliveries set reason = ${outcome.reason}, token = null, next_at = ${isOver ? now : outcome.at},
      dead_at = ${isOver ? now : null}
    where id = ${id} and token = ${token}::uuid`;
}
