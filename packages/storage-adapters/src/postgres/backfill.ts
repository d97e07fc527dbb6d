import { setTimeout as sleep } from "node:timers/promises";
import type { Connection, Transaction } from "./connect.ts";
import type { Migration } from "./migrations.ts";

/** One batch lasts this long at most: the rows that it writes are closed to others meanwhile. Milliseconds. */
const longestBatch = 1_000;
/** What a batch should take. */
const wished = 250;
const largestBatch = 10_000;
/** Between two batches: what others wrote meanwhile goes first. */
const pause = 20;

/** Where a backfill is. */
interface Place {
  readonly cursor: string;
  readonly isDone: boolean;
}

/**
 * Runs a backfill batch by batch: its one statement takes the key of the last row that was filled (`$1`, at first 0)
 * and how many rows to fill (`$2`), and answers the last key that it filled as `cursor`, null behind the end.
 * The place is kept in each batch's own transaction: whatever ends it, it goes on from there.
 *
 * @param finish records in the last batch's transaction that the migration is done
 */
export async function backfill(
  connection: Connection,
  { number, text }: Migration,
  {
    begin,
    finish,
  }: {
    readonly begin: (sql: Transaction) => Promise<boolean>;
    readonly finish: (sql: Transaction) => Promise<void>;
  },
): Promise<void> {
  let size = 500;
  for (;;) {
    const startedAt = performance.now();
    try {
      const { isDone } = await connection.begin(async (sql): Promise<Place> => {
        if (!(await begin(sql))) return { cursor: "", isDone: true };
        await sql`select set_config('statement_timeout', ${String(longestBatch)}, true)`;
        const place = await oneBatch(sql, { number, text }, size);
        if (place.isDone) await finish(sql);
        return place;
      });
      if (isDone) return;
    } catch (error) {
      if (!isTooSlow(error) || size === 1) throw error;
      size = Math.max(1, Math.floor(size / 4));
      continue;
    }
    const took = performance.now() - startedAt;
    size = Math.max(1, Math.min(largestBatch, Math.round(size * Math.min(2, wished / took))));
    await sleep(pause);
  }
}

async function oneBatch(
  sql: Transaction,
  { number, text }: Pick<Migration, "number" | "text">,
  size: number,
): Promise<Place> {
  const [kept] = await sql<
    { cursor: string }[]
  >`select cursor from schema_backfills where number = ${number}`;
  const [filled] = await sql.unsafe<{ cursor?: string }[]>(text, [kept?.cursor ?? "0", size]);
  const cursor = filled?.cursor;
  if (cursor === undefined) {
    await sql`delete from schema_backfills where number = ${number}`;
    return { cursor: "", isDone: true };
  }
  await sql`
    insert into schema_backfills (number, cursor) values (${number}, ${cursor})
    on conflict (number) do update set cursor = excluded.cursor, at = now()`;
  return { cursor, isDone: false };
}

function isTooSlow(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}
