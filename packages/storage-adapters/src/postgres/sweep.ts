import { after, days, workKinds } from "@trunkline/social";
import { daysToStop } from "./delivery-hosts.ts";
import { discardBefore } from "./dead-letters.ts";
import type { Connection } from "./connect.ts";

/** Rows that one statement removes at most, so that none takes long. */
const batch = 1000;

/**
 * Removes what has served its time: expired cache entries, sessions, codes and idempotency keys, mutes that are over, the memory of
 * activities that were sent a week ago, and dead letters after thirty days. Meant to be called every hour or so; resolves to how many rows went.
 */
export async function sweep(connection: Connection, now: Date): Promise<number> {
  const yesterday = after(now, -days(1));
  const lastWeek = after(now, -days(7));
  const lastMonth = after(now, -days(30));
  const chores = [
    ...workKinds.map((kind) => async () => ({ count: await discardBefore(connection, kind, lastMonth) })),
    () => connection`
      delete from cache where ctid = any(array(select ctid from cache where expires_at <= ${now} limit ${batch}))`,
    () => connection`
      delete from sessions where ctid = any(array(select ctid from sessions where expires_at <= ${now} limit ${batch}))`,
    () => connection`
      delete from authorization_codes where ctid = any(array(
        select ctid from authorization_codes where expires_at <= ${yesterday} limit ${batch}))`,
    () => connection`
      delete from idempotency_keys where ctid = any(array(
        select ctid from idempotency_keys where at <= ${yesterday} limit ${batch}))`,
    () => connection`
      delete from outgoing_activities a where ctid = any(array(
        select o.ctid from outgoing_activities o where body is null and at <= ${lastWeek}
          and not exists (select from deliveries where activity = o.id) limit ${batch}))`,
    // Whoever registers an app uses it within a week, or never (S-122). Older ones were looked at before.
    () => connection`
      delete from apps where id = any(array(
        select id from apps a where created_at > ${lastMonth} and created_at <= ${lastWeek}
          and not exists (select from tokens where app_id = a.id)
          and not exists (select from authorization_codes where app_id = a.id)
          and not exists (select from sign_ups where app_id = a.id) limit ${batch}))`,
    () => connection`
      delete from passes where ctid = any(array(select ctid from passes where expires_at <= ${now} limit ${batch}))`,
    () => connection`
      delete from letters where ctid = any(array(select ctid from letters where dead_at <= ${lastMonth} limit ${batch}))`,
    () => connection`
      delete from user_weeks where ctid = any(array(
        select ctid from user_weeks where week <= ${after(now, -days(100))} limit ${batch}))`,
    () => connection`
      delete from mutes where ctid = any(array(select ctid from mutes where expires_at <= ${now} limit ${batch}))`,
    () => connection`
      delete from delivery_hosts where last_failed_at <= ${lastMonth} and failed_days < ${daysToStop}`,
  ];
  let total = 0;
  for (const chore of chores) {
    for (let count = batch; count === batch; total += count) ({ count } = await chore());
  }
  return total;
}
