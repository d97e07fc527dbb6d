import type { ActorUri, Outgoing, OutboxStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { daysToStop } from "./delivery-hosts.ts";
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
  const { activityId, sender, body, about, thread, insists = false, synchronises = false } = outgoing;
  const request = outgoing.request ?? null;
  const wanted = await reachable(sql, outgoing);
  if (wanted.length === 0) return false;
  const [made] = await sql<{ id: string }[]>`
    insert into outgoing_activities
      (activity_id, sender, body, inboxes, at, about_status, about_actors, about_followers_of, thread, insists,
        synchronises, request)
    values (${activityId}, ${sender}, ${body}, ${wanted}::text[], ${at}, ${about?.status ?? null},
      ${about === undefined ? null : [...about.actors]}::text[],
      ${about === undefined ? null : [...about.followersOf]}::bigint[], ${thread ?? null}, ${insists},
      ${synchronises}, ${request})
    on conflict (activity_id) do nothing returning id`;
  if (made !== undefined) {
    await enqueue(sql, made.id, { inboxes: wanted, at, thread });
    return true;
  }
  const [known] = await sql<{ id: string; inboxes: string[] }[]>`
    select id, inboxes from outgoing_activities where activity_id = ${activityId} for update`;
  if (known === undefined) throw new Error(`The outgoing activity ${activityId} left while it was added to.`);
  const before = new Set(known.inboxes);
  const missing = wanted.filter((inbox) => !before.has(inbox));
  if (missing.length === 0) return false;
  await sql`
    update outgoing_activities set inboxes = inboxes || ${missing}::text[], body = ${body} where id = ${known.id}`;
  await enqueue(sql, known.id, { inboxes: missing, at, thread });
  return true;
}

/** Without those of hosts that are taken for gone (F-187, F-210). */
async function reachable(sql: Sql, { inboxes, insists }: Outgoing): Promise<string[]> {
  const wanted = [...new Set(inboxes)];
  if (insists === true || wanted.length === 0) return wanted;
  const gone = await sql<{ host: string }[]>`
    select host from delivery_hosts where failed_days >= ${daysToStop}`;
  if (gone.length === 0) return wanted;
  const hosts = new Set(gone.map(({ host }) => host));
  return wanted.filter((inbox) => !hosts.has(hostOf(inbox)));
}

function hostOf(inbox: string): string {
  return URL.parse(inbox)?.host ?? "";
}

interface Letters {
  readonly inboxes: readonly string[];
  readonly at: Date;
  readonly thread: string | undefined;
}

/** When what goes after another delivery is due, until that is settled. */
const notYet = new Date("9999-01-01T00:00:00Z");

async function enqueue(sql: Sql, activity: string, { inboxes, at, thread }: Letters): Promise<void> {
  const earlier = await earlierOf(sql, activity, thread);
  for (let from = 0; from < inboxes.length; from += batch) {
    const some = inboxes.slice(from, from + batch);
    await sql`
      insert into deliveries (activity, inbox, host, behind, next_at, turn)
      select ${activity}::bigint, inbox, each_one.host, before.id,
        case when before.id is null then ${at}::timestamptz else ${notYet} end,
        case when before.id is null then ${at}::timestamptz + (${from}::bigint + place - 1) * interval '1 second'
          else ${notYet} end
      from unnest(${some}::text[], ${some.map(hostOf)}::text[]) with ordinality each_one (inbox, host, place)
      left join (
        select host, max(id) as id from deliveries
        where activity = any(${earlier}::bigint[]) and dead_at is null group by host
      ) before on before.host = each_one.host`;
  }
}

/** What was said before about the same thing and is still on its way: it reaches each host first (F-212). */
async function earlierOf(sql: Sql, activity: string, thread: string | undefined): Promise<string[]> {
  if (thread === undefined) return [];
  const rows = await sql<{ id: string }[]>`
    select id from outgoing_activities where thread = ${thread} and body is not null and id <> ${activity}::bigint`;
  return rows.map(({ id }) => id);
}
