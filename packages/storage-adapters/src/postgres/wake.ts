import type { Connection, Sql } from "./connect.ts";

/** What workers wait for. */
export type WakeChannel = "events" | "inbox" | "deliveries";

/** Carries wakes between processes by other means than PostgreSQL's `NOTIFY`, which lets one commit wait for another. */
export interface Wakes {
  /** Says that there may be work of a kind. Takes no time of its caller's, and never fails. */
  wake(channel: WakeChannel): void;
  /** Calls back when there may be. Wakes may get lost, so whoever listens looks by itself now and then. */
  onWake(channel: WakeChannel, onWake: () => void): () => void;
}

/** Says that there may be work of a kind, once the transaction stands. */
export type Wake = (channel: WakeChannel) => Promise<void>;

/** The wakes of one transaction. */
export interface WakesWithin {
  readonly wake: Wake;
  /** To be called once the transaction stands. */
  committed(): void;
}

/** Begins the wakes of a transaction. */
export type WakesOf = (sql: Sql) => WakesWithin;

/** Lets PostgreSQL send wakes with the commit, or has them carried right after it. */
export function wakesBy(carrier: Wakes | undefined): WakesOf {
  if (carrier === undefined)
    return (sql) => ({ wake: (channel) => wake(sql, channel), committed: () => undefined });
  return () => {
    const wanted = new Set<WakeChannel>();
    return {
      async wake(channel) {
        wanted.add(channel);
      },
      committed() {
        for (const channel of wanted) carrier.wake(channel);
      },
    };
  };
}

const nameOf = (channel: WakeChannel): string => `trunkline_${channel}`;

async function wake(sql: Sql, channel: WakeChannel): Promise<void> {
  await sql`select pg_notify(${nameOf(channel)}, '')`;
}

/**
 * Calls back whenever there may be new work, and when the connection that listens came back after a break.
 * A call is a hint: work that waits for its time has none. The answer ends it.
 */
export function listen(connection: Connection, channel: WakeChannel, onWake: () => void): () => void {
  return subscribe(connection, { channel: nameOf(channel), onListen: onWake }, onWake);
}

/** Listens on a channel until the answer is called. */
export function subscribe(
  connection: Connection,
  { channel, onListen }: { readonly channel: string; readonly onListen?: () => void },
  onNotify: (payload: string) => void,
): () => void {
  let isOver = false;
  const hear = (payload: string): void => {
    if (!isOver) onNotify(payload);
  };
  const request = connection.listen(channel, hear, () => {
    if (!isOver) onListen?.();
  });
  // A connection that cannot be made now is made anew by the driver; one that was closed has nothing to tell.
  request.catch(() => undefined);
  return () => {
    isOver = true;
    request.then(({ unlisten }) => unlisten()).catch(() => undefined); // closed already
  };
}
