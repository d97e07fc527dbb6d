import type { Announcement, Stream } from "@trunkline/social";
import type { Connection, Sql } from "./connect.ts";
import { subscribe } from "./wake.ts";

const channel = "trunkline_stream";

/** Tells every process of what happened, once the transaction stands. */
export async function announceAll(sql: Sql, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return;
  const payloads = announcements.map((announcement) => JSON.stringify(announcement));
  await sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) payload`;
}

/**
 * Hears announcements over one connection, whatever the number of listeners. What is said while that connection is
 * away reaches nobody: when it is back, the listeners are told of the gap.
 */
export function createStream(connection: Connection): Stream {
  const listeners = new Set<Listener>();
  let leave: (() => void) | undefined;
  const hear = (payload: string): void => {
    const announcement = JSON.parse(payload) as Announcement; // written by `announceAll`
    for (const { listener } of listeners) listener(announcement);
  };
  const begin = (): (() => void) => {
    let isBack = false;
    const onListen = (): void => {
      if (isBack) for (const { onGap } of listeners) onGap?.();
      isBack = true;
    };
    return subscribe(connection, { channel, onListen }, hear);
  };
  return {
    subscribe(listener, onGap) {
      // An object of its own, so that one listener may subscribe twice and leave once.
      const own = { listener, onGap };
      listeners.add(own);
      leave ??= begin();
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        leave?.();
        leave = undefined;
      };
    },
  };
}

interface Listener {
  readonly listener: (announcement: Announcement) => void;
  readonly onGap: (() => void) | undefined;
}
