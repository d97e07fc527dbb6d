import { createHash } from "node:crypto";
import type { ReceivedActivity, SeenActivities } from "@trunkline/activitypub";
import { createBatcher } from "./batch.ts";
import type { Connection } from "./connect.ts";
import { hear } from "./delivery-hosts.ts";
import type { WakesOf } from "./wake.ts";

/** Keeps what the inbox accepted, many in one commit. */
export function createSeenActivities(
  connection: Connection,
  { now, wakesOf }: { readonly now: () => Date; readonly wakesOf: WakesOf },
): SeenActivities {
  const keep = createBatcher<ReceivedActivity, "new" | "seen">({
    work: (activities) => keepAll(connection, activities, { now: now(), wakesOf }),
    maxItems: 100,
    gatherMilliseconds: 2,
  });
  return { keep };
}

async function keepAll(
  connection: Connection,
  activities: readonly ReceivedActivity[],
  { now, wakesOf }: { readonly now: Date; readonly wakesOf: WakesOf },
): Promise<("new" | "seen")[]> {
  const digests = activities.map(digestOf);
  const column = (key: Exclude<keyof ReceivedActivity, "followers">) =>
    activities.map((each) => each[key] ?? null);
  const followers = activities.map((each) =>
    each.followers === undefined ? null : JSON.stringify(each.followers),
  );
  const { kept, committed } = await connection.begin(async (sql) => {
    const wakes = wakesOf(sql);
    const rows = await sql<{ digest: string }[]>`
      insert into received_activities (digest, actor, activity_id, type, body, recipient, followers, via, request, received_at, next_at)
      select decode(digest, 'hex'), actor, activity_id, type, body, recipient, followers::jsonb, via, request, ${now}::timestamptz, ${now}::timestamptz
      from unnest(
        ${digests}::text[], ${column("actor")}::text[], ${column("id")}::text[], ${column("type")}::text[],
        ${column("body")}::text[], ${column("recipient")}::text[], ${followers}::text[], ${column("via")}::text[], ${column("request")}::text[]
      ) with ordinality each_one (digest, actor, activity_id, type, body, recipient, followers, via, request, place)
      order by place
      on conflict (digest) do nothing
      returning encode(digest, 'hex') as digest`;
    if (rows.length > 0) await wakes.wake("inbox");
    if (await hear(sql, hostsOf(activities), now)) await wakes.wake("deliveries");
    return { kept: new Set(rows.map(({ digest }) => digest)), committed: wakes.committed };
  });
  committed();
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
