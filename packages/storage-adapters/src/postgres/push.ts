import type {
  ClaimedPush,
  PushKeys,
  PushStore,
  PushSubscription,
  PushSubscriptionId,
  PushTarget,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { openSubscription, type PushSecrets, sealSubscription, serverKeyPlace } from "./push-secrets.ts";
import type { SecretBox } from "./secrets.ts";

type Row = Omit<PushSubscription, keyof PushSecrets> & { readonly sealed: string };

const columns = (sql: Sql): Fragment => sql`
  s.id, s.token_id as token, s.account_id as account, s.is_standard, s.alerts, s.policy, s.at, s.sealed`;

export function pushStore(sql: Sql, box: SecretBox): PushStore {
  const asSubscription = ({ sealed, ...row }: Row): PushSubscription => ({
    ...row,
    ...openSubscription(box, row.token, sealed),
  });
  return {
    async put(subscription) {
      const { token, account, isStandard, alerts, policy, at } = subscription;
      const rows = await sql<{ id: PushSubscriptionId }[]>`
        insert into push_subscriptions (token_id, account_id, sealed, is_standard, alerts, policy, at)
        values (${token}, ${account}, ${sealSubscription(box, token, subscription)}, ${isStandard},
          ${[...alerts]}::text[], ${policy}, ${at})
        on conflict (token_id) do update set sealed = excluded.sealed, is_standard = excluded.is_standard,
          alerts = excluded.alerts, policy = excluded.policy, at = excluded.at
        returning id`;
      const [row] = rows;
      if (row === undefined) throw new Error(`The push subscription of token ${token} was not stored.`);
      return row.id;
    },
    async ofToken(token) {
      const [row] = await sql<Row[]>`
        select ${columns(sql)} from push_subscriptions s where token_id = ${token}`;
      return row && asSubscription(row);
    },
    async change(token, { alerts, policy }) {
      const { count } = await sql`
        update push_subscriptions set alerts = ${[...alerts]}::text[], policy = ${policy}
        where token_id = ${token}`;
      return count > 0;
    },
    async remove(token) {
      await sql`delete from push_subscriptions where token_id = ${token}`;
    },
    async forget(id) {
      await sql`delete from push_subscriptions where id = ${id}`;
    },
    async keepNewest(account, count) {
      await sql`
        delete from push_subscriptions where id = any(array(
          select id from push_subscriptions where account_id = ${account} order by id desc offset ${count}))`;
    },
    async targets(accounts) {
      if (accounts.length === 0) return [];
      const rows = await sql<PushTarget[]>`
        select s.id, s.account_id as account, s.alerts, s.policy
        from push_subscriptions s join tokens on tokens.id = s.token_id
        where s.account_id = any(${[...accounts]}::bigint[]) and tokens.revoked_at is null`;
      return [...rows];
    },
    ...queue(sql, asSubscription),
    ...serverKeys(sql, box),
  };
}

function queue(
  sql: Sql,
  asSubscription: (row: Row) => PushSubscription,
): Pick<PushStore, "enqueue" | "claim" | "settle" | "postpone"> {
  return {
    async enqueue(pushes, at) {
      const subscriptions = pushes.map(({ subscription }) => subscription);
      const notifications = pushes.map(({ notification }) => notification);
      await sql`
        insert into pushes (subscription_id, notification_id, at, next_at)
        select subscription_id, notification_id, ${at}::timestamptz, ${at}::timestamptz
        from unnest(${subscriptions}::bigint[], ${notifications}::bigint[]) n (subscription_id, notification_id)`;
    },
    async claim(limit, { at, until }) {
      const rows = await sql<
        (Omit<ClaimedPush, "subscription" | "id"> &
          Row & { readonly push: ClaimedPush["id"]; readonly since: Date })[]
      >`
        with claimed as (
          update pushes set attempts = attempts + 1, next_at = ${until}, claim = gen_random_uuid()
          where id = any(array(
            select id from pushes where next_at <= ${at} order by next_at, id limit ${limit} for update skip locked))
          returning id, subscription_id, notification_id, at, attempts - 1 as attempts, claim
        )
        select c.id as push, c.notification_id as notification, c.at as since, c.attempts, c.claim::text, ${columns(sql)}
        from claimed c join push_subscriptions s on s.id = c.subscription_id order by c.id`;
      return rows.map(({ push: id, notification, since, attempts, claim, ...row }) => ({
        id,
        notification,
        at: since,
        attempts,
        claim,
        subscription: asSubscription(row),
      }));
    },
    async settle({ id, claim }) {
      await sql`delete from pushes where id = ${id} and claim = ${claim}::uuid`;
    },
    async postpone({ id, claim }, at) {
      await sql`update pushes set next_at = ${at}, claim = null where id = ${id} and claim = ${claim}::uuid`;
    },
  };
}

function serverKeys(sql: Sql, box: SecretBox): Pick<PushStore, "keys" | "keepKeys"> {
  const keys = async (): Promise<PushKeys | undefined> => {
    const [row] = await sql<{ publicKey: string; privateSealed: string }[]>`
      select public_key, private_sealed from push_keys`;
    return row && { publicKey: row.publicKey, privatePem: box.open(serverKeyPlace, row.privateSealed) };
  };
  return {
    keys,
    async keepKeys(fresh) {
      await sql`
        insert into push_keys (public_key, private_sealed)
        values (${fresh.publicKey}, ${box.seal(serverKeyPlace, fresh.privatePem)})
        on conflict do nothing`;
      return (await keys()) ?? fresh;
    },
  };
}
