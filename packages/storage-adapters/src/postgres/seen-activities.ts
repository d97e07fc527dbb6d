import { createHash } from "node:crypto";
import type { ReceivedActivity, SeenActivities } from "@trunkline/activitypub";
import { createBatcher } from "./batch.ts";
import type { Connection } from "./connect.ts";
import { wake } from "./wake.ts";

/** Keeps what the inbox accepted, many in one commit. */
export function createSeenActivities(connection: Connection, now: () => Date): SeenActivities {
  const keep = createBatcher<ReceivedActivity, "new" | "seen">({
    work: (activities) => keepAll(connection, activities, now()),
    maxItems: 100,
    gatherMilliseconds: 2,
  });
  return { keep };
}

async function keepAll(
  connection: Connection,
  activities: readonly ReceivedActivity[],
  now: Date,
): Promise<("new" | "seen")[]> {
  const digests = activities.map(digestOf);
  const column = (key: keyof ReceivedActivity) => activities.map((each) => each[key] ?? null);
  const kept = await connection.begin(async (sql) => {
    const rows = await sql<{ digest: string }[]>`
      with heard as (delete from delivery_hosts where host = any(${hostsOf(activities)}::text[]))
      insert into received_activities (digest, actor, activity_id, type, body, recipient, received_at, next_at)
      select decode(digest, 'hex'), actor, activity_id, type, body, recipient, ${now}::timestamptz, ${now}::timestamptz
      from unnest(
        ${digests}::text[], ${column("actor")}::text[], ${column("id")}::text[], ${column("type")}::text[],
        ${column("body")}::text[], ${column("recipient")}::text[]
      ) with ordinality each_one (digest, actor, activity_id, type, body, recipient, place)
      order by place
      on conflict (digest) do nothing
      returning encode(digest, 'hex') as digest`;
    if (rows.length > 0) await wake(sql, "inbox");
    return new Set(rows.map(({ digest }) => digest));
  });
  // Of copies in one batch the first is the one that was kept.
  return digests.map((digest) => (kept.delete(digest) ? "new" : "seen"));
}

/** The hosts that have proved by this that they are there. */
function hostsOf(activities: readonly ReceivedActivity[]): string[] {
  const hosts = activities.map(({ actor }) => URL.parse(actor)?.host ?? "");
  return [...new Set(hosts)].sort();
}

function digestOf({ actor, id }: ReceivedActivity): string {
  return createHash("sha256").update(`${actor}\n${id}`).digest("hex");
}
