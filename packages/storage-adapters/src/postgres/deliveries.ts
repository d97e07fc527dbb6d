import type { Delivery, DeliveryQueue, Outcome } from "@trunkline/activitypub";
import { after, type Milliseconds, seconds } from "@trunkline/social";
import { createBatcher } from "./batch.ts";
import type { Connection, Fragment } from "./connect.ts";
import { claim, unwanted } from "./delivery-claim.ts";
import { createHeld, createRecovery, nowAndThen } from "./leases.ts";

/** How often it is looked for deliveries that wait for nothing. */
const orphansEvery: Milliseconds = seconds(10);

/**
 * Hands out deliveries. A claim is a lease that is extended while its process lives, under a token that proves it.
 */
export function createDeliveryQueue(
  connection: Connection,
  { now, lease }: { readonly now: () => Date; readonly lease: Milliseconds },
): DeliveryQueue {
  const held = createHeld({
    now,
    lease,
    async extend(claims, until) {
      await connection`
        update deliveries d set next_at = ${until}
        from unnest(${claims.map(({ id }) => id)}::bigint[], ${claims.map(({ token }) => token)}::uuid[]) held (id, token)
        where d.id = held.id and d.token = held.token`;
    },
  });
  const recover = createRecovery(connection, lease, {
    table: connection`deliveries`,
    isWaiting: connection`true`,
    settings: () => connection``,
  });
  const freeOrphans = nowAndThen({ every: orphansEvery, nothing: undefined }, (at) =>
    freeWhatWaitsForNothing(connection, at),
  );
  const remove = createBatcher<Delivery, true>({
    work: (deliveries) => forget(connection, deliveries, now()),
    maxItems: 100,
    gatherMilliseconds: 1,
  });
  return {
    async claim(limit) {
      for (;;) {
        const at = now();
        held.lost(await recover(at));
        await freeOrphans(at);
        const claimed = await claim(connection, held, { limit, at, until: after(at, lease) });
        const dropped = await unwanted(connection, claimed);
        const gone = claimed.filter(({ id }) => dropped.has(id));
        if (gone.length > 0) await forget(connection, gone, at);
        for (const delivery of gone) held.settled(delivery);
        if (gone.length < claimed.length || claimed.length === 0)
          return claimed.filter(({ id }) => !dropped.has(id));
      }
    },
    async settle(delivery, outcome) {
      if (outcome.type === "delivered") await remove(delivery);
      else await putOff(connection, delivery, { outcome, now: now() });
      held.settled(delivery);
    },
  };
}

/** Removes what is settled, and sets free what goes after it; the body of an activity leaves with its last delivery. */
async function forget(connection: Connection, deliveries: readonly Delivery[], at: Date): Promise<true[]> {
  const ids = deliveries.map(({ id }) => id);
  const tokens = deliveries.map(({ token }) => token);
  const rows = await connection<{ activity: string }[]>`
    with gone as (
      delete from deliveries d using unnest(${ids}::bigint[], ${tokens}::uuid[]) held (id, token)
      where d.id = held.id and d.token = held.token returning d.id, d.activity
    ), freed as (
      update deliveries set ${inTurn(connection, at)} where behind = any(array(select id from gone))
    )
    select distinct activity from gone`;
  if (rows.length > 0)
    await dropBodies(
      connection,
      rows.map(({ activity }) => activity),
    );
  return deliveries.map(() => true);
}

/** A statement of its own, after the commit of the removal: of workers that remove the last two at once, one sees that none is left. */
export async function dropBodies(connection: Connection, activities: readonly string[]): Promise<void> {
  await connection`
    update outgoing_activities a set body = null
    where id = any(${[...activities]}::bigint[]) and body is not null
      and not exists (select from deliveries where activity = a.id)`;
}

/**
 * Puts a delivery off, or gives it up. What waits for its host is not put off where the host has been heard since the
 * try began: nobody would set it free.
 */
async function putOff(
  connection: Connection,
  { id, token }: Delivery,
  { outcome, now }: { readonly outcome: Exclude<Outcome, { type: "delivered" }>; readonly now: Date },
): Promise<void> {
  const isOver = outcome.type === "failed";
  const waits = outcome.type === "retry" && outcome.untilHostAnswers === true;
  await connection`
    with tried as (
      update deliveries d set reason = ${outcome.reason}, token = null, losses = 0,
        next_at = case when ${waits} and not exists (select from delivery_hosts h where h.host = d.host)
          then ${now}::timestamptz else ${isOver ? now : outcome.at}::timestamptz end,
        waits_for_host = ${waits}, dead_at = ${isOver ? now : null}
      where id = ${id} and token = ${token}::uuid returning id, dead_at
    )
    update deliveries set ${inTurn(connection, now)}
    where behind = any(array(select id from tried where dead_at is not null))`;
}

/** As if it had been left just now, behind nothing. */
function inTurn(connection: Connection, at: Date): Fragment {
  return connection`behind = null, turn = ${at}::timestamptz, next_at = ${at}::timestamptz`;
}

/** What was left behind a delivery while that was being settled, or whose forerunner is gone otherwise. */
async function freeWhatWaitsForNothing(connection: Connection, at: Date): Promise<void> {
  await connection`
    update deliveries set ${inTurn(connection, at)} where id = any(array(
      select d.id from deliveries d where d.behind is not null
        and not exists (select from deliveries p where p.id = d.behind and p.dead_at is null)
      order by d.id limit 500 for update skip locked))`;
}
