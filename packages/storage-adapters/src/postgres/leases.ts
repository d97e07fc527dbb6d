import { after, type Milliseconds, minutes, seconds } from "@trunkline/social";
import type { Connection, Fragment } from "./connect.ts";

/** How long a claim stands without a sign of life of its worker. */
export const defaultLease: Milliseconds = seconds(30);

/** How many workers a piece of work may lose before it is set aside. */
const maxLosses = 5;

/**
 * From so many losses on, a piece of work is handed out while no other such piece is under way in the process:
 * what was only near when the worker died is not blamed for long.
 */
export const soloFrom = 2;

/**
 * How long a process lives before it takes on such a piece, in leases: one that is ended again and again soon after
 * its start, by whatever it is, blames nothing that happened to be under way.
 */
const calmAfter = 1 / 6;

/** Builds the question whether this process has lived for long enough to take on what lost workers before. */
export function createCalm({
  lease,
  now,
}: {
  readonly lease: Milliseconds;
  readonly now: () => Date;
}): () => boolean {
  const since = now();
  const calmAt = after(since, lease * calmAfter);
  return () => now() >= calmAt || now() < since; // a clock that was put back says nothing
}

/** No work lasts so long: what does hangs, and its lease is let go. */
const longest = minutes(15);

/**
 * A number that is part of the statement: a plan for any limit would be made for a tenth of the table, and read it
 * all.
 */
export function asIs(connection: Connection, count: number): Fragment {
  return connection.unsafe(String(Math.trunc(count)));
}

/** Does something at most once in a while: in between it is answered at once, with what stands for nothing. */
export function nowAndThen<Result>(
  { every, nothing }: { readonly every: Milliseconds; readonly nothing: Result },
  work: (at: Date) => Promise<Result>,
): (at: Date) => Promise<Result> {
  let nextAt: Date | undefined;
  return async (at) => {
    // A time farther off than that was told by a clock that has been put back since.
    if (nextAt !== undefined && at < nextAt && nextAt <= after(at, every)) return nothing;
    nextAt = after(at, every);
    return work(at);
  };
}

/** A queue, and what it says besides of what waits and of what is set aside. */
interface Queue {
  readonly table: Fragment;
  readonly isWaiting: Fragment;
  /** Further columns, by whether a piece is set aside. */
  readonly settings: (isOver: Fragment) => Fragment;
}

/**
 * Takes back what dead workers held; what has lost too many is set aside. Resolves to the ids of both. Looked for a
 * few times in the span of a lease, and not with each claim.
 */
export function createRecovery(
  connection: Connection,
  lease: Milliseconds,
  { table, isWaiting, settings }: Queue,
): (at: Date) => Promise<readonly string[]> {
  const isOver = connection`losses + 1 >= ${maxLosses}`;
  return nowAndThen({ every: lease / 30, nothing: [] }, async (at) => {
    const rows = await connection<{ id: string }[]>`
      update ${table} set token = null, losses = losses + 1, ${settings(isOver)}
        dead_at = case when ${isOver} then ${at}::timestamptz end,
        reason = case when ${isOver}
          then concat_ws('; before: ', 'its worker died ' || (losses + 1) || ' times', reason) else reason end
      where id = any(array(
        select id from ${table} where ${isWaiting} and token is not null and next_at <= ${at}
        order by next_at, id limit 500 for update skip locked))
      returning id`;
    return rows.map(({ id }) => id);
  });
}

/** Something claimed, and the proof of the claim. */
export interface Claim {
  readonly id: string;
  readonly token: string;
}

/** What this process has claimed and not settled yet. */
export interface Held {
  add(claims: readonly Claim[], isSolo: boolean): void;
  settled(claim: Claim): void;
  /** The lease of these ran out. */
  lost(ids: readonly string[]): void;
  /** Whether a piece that lost workers before may be taken on now. */
  readonly mayTakeSolo: boolean;
}

interface Entry extends Claim {
  readonly isSolo: boolean;
  readonly since: Date;
}

/** Keeps a list of claims, and extends their leases for as long as this process lives and works on them. */
export function createHeld(options: {
  readonly lease: Milliseconds;
  readonly now: () => Date;
  /** Extends the leases of those that are still held with these tokens. */
  readonly extend: (claims: readonly Claim[], until: Date) => Promise<void>;
}): Held {
  const { lease, now, extend } = options;
  const entries = new Map<string, Entry>();
  const isCalm = createCalm({ lease, now });
  let timer: NodeJS.Timeout | undefined;

  const beat = async (): Promise<void> => {
    for (const [id, { since }] of entries) if (since <= after(now(), -longest)) entries.delete(id);
    // A beat that fails is made up for by the next one, or else the lease runs out, as it should.
    if (entries.size > 0) await extend([...entries.values()], after(now(), lease)).catch(() => undefined);
    timer = undefined;
    if (entries.size > 0) start();
  };
  const start = (): void => {
    timer ??= setTimeout(() => void beat(), lease / 3).unref();
  };

  return {
    add(claims, isSolo) {
      for (const { id, token } of claims) entries.set(id, { id, token, isSolo, since: now() });
      if (claims.length > 0) start();
    },
    settled({ id, token }) {
      if (entries.get(id)?.token === token) entries.delete(id);
    },
    lost(ids) {
      for (const id of ids) entries.delete(id);
    },
    get mayTakeSolo() {
      return isCalm() && ![...entries.values()].some(({ isSolo }) => isSolo);
    },
  };
}
