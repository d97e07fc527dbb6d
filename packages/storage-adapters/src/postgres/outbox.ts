import type { ActorUri, Outgoing, OutboxStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import type { Wake } from "./wake.ts";

export function outboxStore(
  sql: Sql,
  { now, wake }: { readonly now: () => Date; readonly wake: Wake },
): OutboxStore {
  return {
    async add(outgoing) {
      if (await add(sql, outgoing, now())) await wake("deliveries");
    },
    async readers(inbox, limit) {
      const rows = await sql<{ uri: ActorUri }[]>`
        select uri from accounts where (inbox = ${inbox} or shared_inbox = ${inbox}) and domain is not null
          and deleted_at is null and exists (select from follows where follower_id = accounts.id)
        limit ${limit}`;
      return rows.map(({ uri }) => uri);
    },
  };
}

/** Recipients that one statement inserts at most, so that none takes long. */
const batch = 5000;

/** Whether there is anything to deliver that was not there before. */
async function add(sql: Sql, outgoing: Outgoing, at: Date): Promise<boolean> {
  const { activityId, sender, body, inboxes, about } = outgoing;
  const wanted = [...new Set(inboxes)];
  const [made] = await sql<{ id: string }[]>`
    insert into outgoing_activities
      (activity_id, sender, body, inboxes, at, about_status, about_actors, about_followers_of)
    values (${activityId}, ${sender}, ${body}, ${wanted}::text[], ${at}, ${about?.status ?? null},
      ${about === undefined ? null : [...about.actors]}::text[],
      ${about === undefined ? null : [...about.followersOf]}::bigint[])
    on conflict (activity_id) do nothing returning id`;
  if (made !== undefined) {
    await enqueue(sql, made.id, { inboxes: wanted, at });
    return wanted.length > 0;
  }
  const [known] = await sql<{ id: string; inboxes: string[] }[]>`
    select id, inboxes from outgoing_activities where activity_id = ${activityId} for update`;
  if (known === undefined) throw new Error(`The outgoing activity ${activityId} left while it was added to.`);
  const before = new Set(known.inboxes);
  const missing = wanted.filter((inbox) => !before.has(inbox));
  if (missing.length === 0) return false;
  await sql`
    update outgoing_activities set inboxes = inboxes || ${missing}::text[], body = ${body} where id = ${known.id}`;
  await enqueue(sql, known.id, { inboxes: missing, at });
  return true;
}

async function enqueue(
  sql: Sql,
  activity: string,
  { inboxes, at }: { readonly inboxes: readonly string[]; readonly at: Date },
): Promise<void> {
  for (let from = 0; from < inboxes.length; from += batch) {
    const some = inboxes.slice(from, from + batch);
    const hosts = some.map((inbox) => (URL.canParse(inbox) ? new URL(inbox).host : ""));
    await sql`
      insert into deliveries (activity, inbox, host, next_at, turn)
      select ${activity}::bigint, inbox, host, ${at}::timestamptz,
        ${at}::timestamptz + (${from}::bigint + place - 1) * interval '1 second'
      from unnest(${some}::text[], ${hosts}::text[]) with ordinality each_one (inbox, host, place)`;
  }
}
