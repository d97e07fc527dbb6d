import {
  after,
  type FollowersClaim,
  type Incoming,
  type InboxStore,
  type Milliseconds,
} from "@trunkline/social";
import type { Connection } from "./connect.ts";
import { asIs, createHeld, createRecovery, type Held, soloFrom } from "./leases.ts";

interface Needs {
  readonly now: () => Date;
  readonly lease: Milliseconds;
}

type Row = Omit<Incoming, "followers" | "via"> & {
  readonly followers: FollowersClaim | null | undefined;
  readonly via: string | null | undefined;
  readonly losses: number;
};

/**
 * Hands out what the inbox accepted. A claim is a lease that is extended while its process lives, under a token
 * that proves it.
 */
export function createInbox(connection: Connection, { now, lease }: Needs): InboxStore {
  const held = createHeld({
    now,
    lease,
    async extend(claims, until) {
      await connection`
        update received_activities r set next_at = ${until}
        from unnest(${claims.map(({ id }) => id)}::bigint[], ${claims.map(({ token }) => token)}::uuid[]) held (id, token)
        where r.id = held.id and r.token = held.token and r.state = 'waiting'`;
    },
  });
  const recover = createRecovery(connection, lease, {
    table: connection`received_activities`,
    isWaiting: connection`state = 'waiting'`,
    settings: (isOver) => connection`state = case when ${isOver} then 'dead' else state end,`,
  });
  return {
    async claim(limit) {
      const at = now();
      held.lost(await recover(at));
      return claim(connection, held, { limit, at, until: after(at, lease) });
    },
    async done(incoming) {
      const { id, token } = incoming;
      // Its digest alone stays, by which a copy is known for ever (S-025).
      await connection`
        update received_activities set state = 'done', body = null, token = null, reason = null,
          actor = '', activity_id = '', type = '', recipient = null, followers = null, via = null, request = null
        where id = ${id} and token = ${token}::uuid and state = 'waiting'`;
      held.settled(incoming);
    },
    async fail(incoming, reason, at) {
      const { id, token } = incoming;
      const isOver = at === undefined;
      await connection`
        update received_activities set reason = ${reason}, token = null, losses = 0, next_at = ${at ?? now()},
          state = ${isOver ? "dead" : "waiting"}, dead_at = ${isOver ? now() : null}
        where id = ${id} and token = ${token}::uuid and state = 'waiting'`;
      held.settled(incoming);
    },
  };
}

async function claim(
  connection: Connection,
  held: Held,
  { limit, at, until }: { readonly limit: number; readonly at: Date; readonly until: Date },
): Promise<Incoming[]> {
  const most = asIs(connection, limit);
  const rows = await connection<Row[]>`
    with due as (
      select id from received_activities
      where state = 'waiting' and token is null and losses < 2 and next_at <= ${at}
      order by next_at, id limit ${most} for update skip locked
    ), solo as (
      select id from received_activities
      where state = 'waiting' and token is null and losses >= 2 and next_at <= ${at}
      order by losses, next_at, id limit ${asIs(connection, held.mayTakeSolo ? 1 : 0)} for update skip locked
    ), claimed as (
      update received_activities r set attempts = attempts + 1, next_at = ${until}, token = gen_random_uuid()
      where r.id = any(array(
        select id from (select id, 0 as place from solo union all select id, 1 from due) either
        order by place limit ${most}))
      returning r.id, actor, body, recipient, followers, via, request, attempts - 1 as attempts, token::text, losses
    )
    select * from claimed order by id`;
  held.add(
    rows.filter(({ losses }) => losses < soloFrom),
    false,
  );
  held.add(
    rows.filter(({ losses }) => losses >= soloFrom),
    true,
  );
  return rows.map(({ losses: _, followers, via, ...incoming }) => ({
    ...incoming,
    followers: followers ?? undefined,
    via: via ?? undefined,
  }));
}
