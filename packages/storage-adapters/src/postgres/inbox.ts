import { after, type Incoming, type InboxStore, minutes } from "@trunkline/social";
import type { Connection } from "./connect.ts";

/** How long a worker may take before its activity is handed to another. */
const lease = minutes(1);

/** Hands out what the inbox accepted. A claim is a lease that runs out by itself, under a token that proves it. */
export function createInbox(connection: Connection, now: () => Date): InboxStore {
  return {
    async claim(limit) {
      const at = now();
      const rows = await connection<Incoming[]>`
        with due as (
          select id from received_activities where state = 'waiting' and next_at <= ${at}
          order by id limit ${limit} for update skip locked
        ), claimed as (
          update received_activities r set attempts = attempts + 1, next_at = ${after(at, lease)}, token = gen_random_uuid()
          from due where r.id = due.id
          returning r.id, actor, body, recipient, attempts - 1 as attempts, token::text
        )
        select * from claimed order by id`;
      return [...rows];
    },
    async done({ id, token }) {
      await connection`
        update received_activities set state = 'done', body = null, token = null, reason = null
        where id = ${id} and token = ${token}::uuid and state = 'waiting'`;
    },
    async fail({ id, token }, reason, at) {
      await connection`
        update received_activities set reason = ${reason}, token = null, next_at = ${at ?? now()},
          state = ${at === undefined ? "dead" : "waiting"}
        where id = ${id} and token = ${token}::uuid and state = 'waiting'`;
    },
  };
}
