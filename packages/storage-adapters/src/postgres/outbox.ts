import type { Outgoing, OutboxStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { wake } from "./wake.ts";

export function outboxStore(sql: Sql, now: () => Date): OutboxStore {
  return { add: (outgoing) => add(sql, outgoing, now()) };
}

async function add(sql: Sql, { activityId, sender, body, inboxes }: Outgoing, at: Date): Promise<void> {
  const wanted = [...new Set(inboxes)];
  const [made] = await sql<{ id: string }[]>`
    insert into outgoing_activities (activity_id, sender, body, inboxes, at)
    values (${activityId}, ${sender}, ${body}, ${wanted}::text[], ${at})
    on conflict (activity_id) do nothing returning id`;
  if (made !== undefined) {
    await enqueue(sql, made.id, { inboxes: wanted, at });
    return;
  }
  const [known] = await sql<{ id: string; inboxes: string[] }[]>`
    select id, inboxes from outgoing_activities where activity_id = ${activityId} for update`;
  if (known === undefined) throw new Error(`The outgoing activity ${activityId} left while it was added to.`);
  const before = new Set(known.inboxes);
  const missing = wanted.filter((inbox) => !before.has(inbox));
  if (missing.length === 0) return;
  await sql`
    update outgoing_activities set inboxes = inboxes || ${missing}::text[], body = ${body} where id = ${known.id}`;
  await enqueue(sql, known.id, { inboxes: missing, at });
}

async function enqueue(
  sql: Sql,
  activity: string,
  { inboxes, at }: { readonly inboxes: readonly string[]; readonly at: Date },
): Promise<void> {
  if (inboxes.length === 0) return;
  const hosts = inboxes.map((inbox) => (URL.canParse(inbox) ? new URL(inbox).host : ""));
  await sql`
    insert into deliveries (activity, inbox, host, next_at)
    select ${activity}::bigint, inbox, host, ${at}::timestamptz
    from unnest(${[...inboxes]}::text[], ${hosts}::text[]) each_one (inbox, host)`;
  await wake(sql, "deliveries");
}
