import type { DeadChoice, DeadLetter, DeadLetters, WorkCounts, WorkKind } from "@trunkline/social";
import type { Connection, Fragment } from "./connect.ts";
import { dropBodies } from "./deliveries.ts";
import type { WakesOf } from "./wake.ts";

/** Rows that one statement changes at most, so that none takes long. */
const batch = 1000;

/** The queues as a whole, for whoever looks after them. */
export function createDeadLetters(
  connection: Connection,
  { now, wakesOf }: { readonly now: () => Date; readonly wakesOf: WakesOf },
): DeadLetters {
  return {
    async counts() {
      const at = now();
      return {
        events: await countOf(connection, at, tables(connection).events),
        inbox: await countOf(connection, at, tables(connection).inbox),
        deliveries: await countOf(connection, at, tables(connection).deliveries),
      };
    },
    list: (kind, page) => listDead(connection, kind, page),
    async redrive(choice) {
      const total = await redrive(connection, choice, now());
      if (total === 0) return total;
      const { wake, committed } = wakesOf(connection);
      await wake(choice.kind);
      committed();
      return total;
    },
    discard: (choice) => discard(connection, choice),
  };
}

interface Table {
  readonly name: Fragment;
  /** What is neither settled nor dead. */
  readonly isWaiting: Fragment;
  readonly isDead: Fragment;
}

/** The queues, each by its kind of work. */
export function tables(sql: Connection): Readonly<Record<WorkKind, Table>> {
  const [isWaiting, isDead] = [sql`dead_at is null`, sql`dead_at is not null`];
  return {
    events: { name: sql`events`, isWaiting, isDead },
    deliveries: { name: sql`deliveries`, isWaiting, isDead },
    inbox: {
      name: sql`received_activities`,
      isWaiting: sql`state = 'waiting'`,
      isDead: sql`state = 'dead'`,
    },
  };
}

async function countOf(sql: Connection, at: Date, { name, isWaiting, isDead }: Table): Promise<WorkCounts> {
  const [row] = await sql<WorkCounts[]>`
    select count(*)::integer as waiting, count(*) filter (where token is not null)::integer as held,
      count(*) filter (where token is null and next_at <= ${at})::integer as due,
      min(next_at) filter (where token is null and next_at <= ${at}) as due_since,
      (select count(*)::integer from ${name} where ${isDead}) as dead
    from ${name} where ${isWaiting}`;
  return row ?? { waiting: 0, held: 0, due: 0, dead: 0, dueSince: undefined };
}

async function listDead(
  sql: Connection,
  kind: WorkKind,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<readonly DeadLetter[]> {
  const isBefore = before === undefined ? sql`true` : sql`id < ${before}::bigint`;
  const reason = sql`coalesce(reason, '') as reason`;
  const statements: Record<WorkKind, () => Fragment> = {
    events: () => sql`
      select id, dead_at as at, ${reason}, attempts, (body ->> 'type') || ' ' || subject as about
      from events where dead_at is not null and ${isBefore}`,
    inbox: () => sql`
      select id, coalesce(dead_at, received_at) as at, ${reason}, attempts, type || ' ' || activity_id as about
      from received_activities where state = 'dead' and ${isBefore}`,
    deliveries: () => sql`
      select id, dead_at as at, ${reason}, attempts,
        (select activity_id from outgoing_activities where id = deliveries.activity) || ' to ' || inbox as about
      from deliveries where dead_at is not null and ${isBefore}`,
  };
  const rows = await sql<Omit<DeadLetter, "kind">[]>`${statements[kind]()} order by id desc limit ${limit}`;
  return rows.map((row) => ({ kind, ...row }));
}

/** Tried from the beginning, as if nothing had been tried before. */
async function redrive(sql: Connection, choice: DeadChoice, at: Date): Promise<number> {
  const { kind } = choice;
  const anew = sql`attempts = 0, losses = 0, token = null, reason = null, dead_at = null, next_at = ${at}`;
  const settings: Record<WorkKind, () => Fragment> = {
    events: () => anew,
    inbox: () => sql`${anew}, state = 'waiting'`,
    deliveries: () => sql`${anew}, turn = ${at}`,
  };
  return inBatches(sql, choice, (some) => {
    const { name } = tables(sql)[kind];
    return sql`update ${name} set ${settings[kind]()} where id = any(${some}::bigint[]) returning id`;
  });
}

/** An activity that came in leaves its digest behind, so that it is not taken in again. */
async function discard(sql: Connection, choice: DeadChoice): Promise<number> {
  return inBatches(sql, choice, async (some) => discardSome(sql, choice.kind, some));
}

/** Removes dead letters of a kind for good. */
async function discardSome(
  sql: Connection,
  kind: WorkKind,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const some = [...ids];
  if (kind === "events")
    return sql`delete from events where id = any(${some}::bigint[]) and dead_at is not null returning id`;
  if (kind === "inbox")
    return sql`
      update received_activities set state = 'done', body = null, dead_at = null, reason = null,
        actor = '', activity_id = '', type = '', recipient = null, followers = null, via = null, request = null
      where id = any(${some}::bigint[]) and state = 'dead' returning id`;
  const rows = await sql<{ activity: string }[]>`
    delete from deliveries where id = any(${some}::bigint[]) and dead_at is not null returning activity`;
  const activities = [...new Set(rows.map(({ activity }) => activity))];
  if (activities.length > 0) await dropBodies(sql, activities);
  return rows;
}

async function inBatches(
  sql: Connection,
  { kind, ids }: DeadChoice,
  change: (ids: string[]) => PromiseLike<readonly unknown[]>,
): Promise<number> {
  const { name, isDead } = tables(sql)[kind];
  const isChosen = ids === undefined ? sql`true` : sql`id = any(${[...ids]}::bigint[])`;
  let total = 0;
  for (let last = "0"; ;) {
    const rows = await sql<{ id: string }[]>`
      select id from ${name} where ${isDead} and ${isChosen} and id > ${last}::bigint order by id limit ${batch}`;
    total += (await change(rows.map(({ id }) => id))).length;
    last = rows.at(-1)?.id ?? last;
    if (rows.length < batch) return total;
  }
}

/** Dead letters that were given up before an instant. Resolves to how many went. */
export async function discardBefore(sql: Connection, kind: WorkKind, before: Date): Promise<number> {
  const { name, isDead } = tables(sql)[kind];
  const since = kind === "inbox" ? sql`coalesce(dead_at, received_at)` : sql`dead_at`;
  const rows = await sql<{ id: string }[]>`
    select id from ${name} where ${isDead} and ${since} <= ${before} order by id limit ${batch}`;
  return (
    await discardSome(
      sql,
      kind,
      rows.map(({ id }) => id),
    )
  ).length;
}
