import type { Delivery, DeliveryQueue, Outcome } from "@trunkline/activitypub";
import { after, type Milliseconds } from "@trunkline/social";
import { createBatcher } from "./batch.ts";
import type { Connection } from "./connect.ts";
import { claim, recover, unwanted } from "./delivery-claim.ts";
import { createHeld } from "./leases.ts";

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
  const remove = createBatcher<Delivery, true>({
    work: (deliveries) => forget(connection, deliveries),
    maxItems: 100,
    gatherMilliseconds: 1,
  });
  return {
    async claim(limit) {
      for (;;) {
        const at = now();
        held.lost(await recover(connection, at));
        const claimed = await claim(connection, held, { limit, at, until: after(at, lease) });
        const dropped = await unwanted(connection, claimed);
        const gone = claimed.filter(({ id }) => dropped.has(id));
        if (gone.length > 0) await forget(connection, gone);
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

/** Removes what is settled; the body of an activity leaves with its last delivery. */
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
export async function dropBodies(connection: Connection, activities: readonly string[]): Promise<void> {
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
    update deliveries set reason = ${outcome.reason}, token = null, losses = 0,
      next_at = ${isOver ? now : outcome.at}, dead_at = ${isOver ? now : null}
    where id = ${id} and token = ${token}::uuid`;
}
