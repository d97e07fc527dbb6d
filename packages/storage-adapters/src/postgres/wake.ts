import type { Connection, Sql } from "./connect.ts";

/** What workers wait for. */
export type WakeChannel = "events" | "inbox" | "deliveries";

const nameOf = (channel: WakeChannel): string => `trunkline_${channel}`;

/** Wakes the workers of every process, once the transaction stands. */
export async function wake(sql: Sql, channel: WakeChannel): Promise<void> {
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
